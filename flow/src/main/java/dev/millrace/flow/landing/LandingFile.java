package dev.millrace.flow.landing;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.faults.ObjectVanished;
import dev.millrace.judging.bytes.FileBytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The bytes of one version of an object, as a file to be judged.
///
/// @param size of the version, in bytes
/// @param watched what each stream of its bytes is read through
public record LandingFile(LandingBucket bucket, ObjectVersion version, long size, UnaryOperator<InputStream> watched)
        implements FileBytes {

    /// @throws ObjectVanished when the version is not there (any more)
    @Override
    public InputStream open() throws IOException {
        return watched.apply(there(bucket.open(version)));
    }

    /// @throws ObjectVanished when the version is not there (any more)
    @Override
    public void read(long position, byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return;
        }
        try (InputStream part = watched.apply(there(bucket.open(version, position, length)))) {
            if (part.readNBytes(into, from, length) < length) {
                throw new EOFException("%s broke off in the %d bytes from %d".formatted(version, length, position));
            }
        }
    }

    private InputStream there(Optional<InputStream> bytes) throws ObjectVanished {
        return bytes.orElseThrow(() -> new ObjectVanished(version));
    }
}
