package dev.millrace.contract.inference;

import java.io.IOException;
import java.io.InputStream;

/// A sample that can be read again and again.
@FunctionalInterface
public interface SampleFile {
    /// Its bytes from the first; the caller closes them.
    InputStream open() throws IOException;
}
