package dev.millrace.formats.parquet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file's bytes are no Parquet that can be read, or none that may be; the message says why, for people.
public final class BadParquet extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean endsEarly;
    private final @Nullable String column;

    BadParquet(String message) {
        this(message, false, null);
    }

    private BadParquet(String message, boolean endsEarly, @Nullable String column) {
        // A hostile file can raise many of them: none needs a stack trace.
        super(message, null, false, false);
        this.endsEarly = endsEarly;
        this.column = column;
    }

    /// Something goes on after the last byte there is.
    static BadParquet endsEarly(String what) {
        return new BadParquet(what + " ends too early", true, null);
    }

    /// Whether more bytes could have helped.
    boolean endsEarly() {
        return endsEarly;
    }

    /// The same, in the column of the file called `name`.
    BadParquet in(String name) {
        return new BadParquet(message(), false, name);
    }

    /// What is wrong.
    public String message() {
        return String.valueOf(getMessage());
    }

    /// The name in the file of the column that it is about; empty when it is about none.
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }
}
