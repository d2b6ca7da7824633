package dev.millrace.authoring.inference;

import java.io.IOException;

/// Ends the reading of a sample of which enough rows were seen.
final class Enough extends IOException {
    private static final long serialVersionUID = 1;

    Enough() {
        super("enough rows were read");
    }
}
