package dev.millrace.formats.unpacking;

import java.io.IOException;

/// Says that a file is not packed as it should be. Reading it again would not help; that is what tells it from any
/// other [IOException], which the packed bytes' own stream throws.
public final class PackingException extends IOException {
    private static final long serialVersionUID = 1;

    private final String reason;

    PackingException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /// What is wrong, for people, such as `the file ends inside its gzip data`.
    public String reason() {
        return reason;
    }
}
