package dev.millrace.base.identity;

import dev.millrace.contract.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Id of an object: lowercase hex SHA-256 of bucket, NUL, key, NUL, version id (all UTF-8).
///
/// @param hex 64 lowercase hexadecimal digits
public record ObjectId(String hex) {
    private static final int BUFFER = 1 << 16;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern EXECUTION = Pattern.compile("ing-([0-9a-f]{64})(-r[0-9]{2,})?");

    public ObjectId {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "An object id is 64 lowercase hexadecimal digits, not: " + Printable.of(hex, 80));
        }
    }

    /// The object id that a text is; empty when it is none.
    public static Optional<ObjectId> parsed(String text) {
        return HEX.matcher(text).matches() ? Optional.of(new ObjectId(text)) : Optional.empty();
    }

    static ObjectId of(ObjectVersion version) {
        String text = version.bucket() + '\0' + version.key() + '\0' + version.versionId();
        return new ObjectId(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Lowercase hex SHA-256 of bytes.
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /// Lowercase hex SHA-256 of a text in UTF-8.
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
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

    /// Name of an execution for the object: `ing-` and the id, and from the first replay on `-r` and its number (72
    /// characters or a few more; 80 are allowed).
    ///
    /// @param replays how often the object was started again before
    public String executionName(long replays) {
        return replays == 0 ? "ing-" + hex : String.format(Locale.ROOT, "ing-%s-r%02d", hex, replays);
    }

    /// The object whose execution has this name; empty when it is no name of an execution for one object.
    public static Optional<ObjectId> ofExecution(String name) {
        var matcher = EXECUTION.matcher(name);
        return matcher.matches() ? Optional.of(new ObjectId(matcher.group(1))) : Optional.empty();
    }

    @Override
    public String toString() {
        return hex;
    }
}
