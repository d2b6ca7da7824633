package dev.millrace.spark;

import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.protection.TokenKey;
import dev.millrace.protocols.InputFile;
import java.io.IOException;
import java.io.Serializable;

/// What an executor needs of the world to judge a file. It is sent to the executors, and connects there.
interface LandingFiles extends Serializable {
    /// The bytes of exactly the version that the manifest names.
    FileBytes open(InputFile file);

    /// The key for tokens, read anew, and kept nowhere.
    ///
    /// @param place ARN of the secret
    TokenKey tokenKey(String place);

    /// The version is not there any more.
    final class Vanished extends IOException {
        private static final long serialVersionUID = 1;

        Vanished(String message) {
            super(message);
        }
    }

    /// The version is there, but nobody can read it as it is.
    final class NotReadable extends IOException {
        private static final long serialVersionUID = 1;

        NotReadable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
