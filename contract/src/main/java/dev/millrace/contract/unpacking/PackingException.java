package dev.millrace.contract.unpacking;

import java.io.IOException;

/// Says that a file is not packed as it should be. Reading it again would not help; that is what tells it from any
/// other [IOException], which the packed bytes' own stream throws.
///
/// Its message is for people and begins with what the file is or has.
public final class PackingException extends IOException {
    private static final long serialVersionUID = 1;

    PackingException(String message) {
        super(message);
    }
}
