package dev.millrace.contract.reading;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The bytes of a file, counted and hashed as they pass.
final class ByteSource {
    private final InputStream in;
    private final MessageDigest sha256;
    private long count;
    private boolean ended;

    ByteSource(InputStream in) {
        this.in = in;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// Fills `into` from `from` to `to` (excluded), or less when the file ends.
    ///
    /// @return how many bytes were read
    int read(byte[] into, int from, int to) throws IOException {
        int read = in.readNBytes(into, from, to - from);
        ended = read < to - from;
        sha256.update(into, from, read);
        count += read;
        return read;
    }

    boolean ended() {
        return ended;
    }

    long count() {
        return count;
    }

    /// In lowercase hex; once only.
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
