package dev.millrace.common.identity;

import dev.millrace.contract.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Id of an object: lowercase hex SHA-256 of bucket, NUL, key, NUL, version id (all UTF-8).
///
/// @param hex 64 lowercase hexadecimal digits
public record ObjectId(String hex) {
    private static final int BUFFER = 1 << 16;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public ObjectId {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "An object id is 64 lowercase hexadecimal digits, not: " + Printable.of(hex, 80));
        }
    }

    static ObjectId of(ObjectVersion version) {
        String text = version.bucket() + '\0' + version.key() + '\0' + version.versionId();
        return new ObjectId(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Lowercase hex SHA-256 of bytes.
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /// Lowercase hex SHA-256 of a stream, read to its end and left open.
    public static String sha256(InputStream stream) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// First digit of the id: one of the 16 shards of the audit table's indexes.
    public String shard() {
        return hex.substring(0, 1);
    }

    /// Name of the object's first execution: `ing-` and the id (68 characters; 80 are allowed).
    public String executionName() {
        return "ing-" + hex;
    }

    @Override
    public String toString() {
        return hex;
    }
}
