package dev.millrace.judging.sets;

import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// MD5, which proves nothing to an attacker, but which partners announce.
public final class Md5 {
    private static final int BUFFER = 1 << 16;

    private Md5() {}

    /// The MD5 of a file in lowercase hex. A body that broke off never counts as a shorter file.
    public static String of(FileBytes file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        long count = 0;
        try (InputStream bytes = file.open()) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
                count += read;
            }
        }
        if (count != file.size()) {
            throw new IOException("The file has %d bytes, but %d were read".formatted(file.size(), count));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }
}
