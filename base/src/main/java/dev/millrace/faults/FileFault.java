package dev.millrace.faults;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The file itself ended the attempt: memory, disk or time ran out while it was computed on, or it crashed the code
/// that reads it. Trying again does not help; the file could not be validated, and is set aside.
///
/// State machines catch it by this class's name.
public final class FileFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Reads a file; what goes wrong in the code that reads it, and not in a service, is the file's fault.
    ///
    /// @param what is being done to which file, for people
    /// @throws IOException when the bytes broke off
    /// @throws FileFault when the code crashed on them
    public static <T> T reading(String what, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw new FileFault("%s: the file is too much for it: %s".formatted(what, e), e);
        } catch (RuntimeException e) {
            if (isAnothers(e)) {
                throw e;
            }
            throw new FileFault("%s: the file crashed the code that reads it: %s".formatted(what, e), e);
        }
    }

    private static boolean isAnothers(RuntimeException e) {
        return ServiceFault.isOne(e)
                || e instanceof NotReadable
                || e instanceof FileFault
                || e instanceof UncheckedIOException;
    }

    /// Reads a file.
    @FunctionalInterface
    public interface Reading<T> {
        /// Reads it.
        T read() throws IOException;
    }

    public FileFault(String message) {
        super(message);
    }

    public FileFault(String message, Throwable cause) {
        super(message, cause);
    }
}
