package dev.millrace.testing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.model.Tag;

/// One version of an object of [InMemoryS3].
///
/// @param number counts the versions of all objects in the order they came; the version id is made of it
/// @param etag in quotes
/// @param checksum null when S3 keeps none
/// @param marker whether it is a delete marker, which has no bytes
record StoredObject(
        long number,
        SdkBytes content,
        String etag,
        Instant lastModified,
        @Nullable String contentType,
        Map<String, String> metadata,
        List<Tag> tags,
        @Nullable ObjectChecksum checksum,
        boolean marker) {

    StoredObject {
        metadata = Map.copyOf(metadata);
        tags = List.copyOf(tags);
    }

    String versionId() {
        return "v" + number;
    }

    byte[] bytes() {
        return content.asByteArray();
    }

    StoredObject withBytes(byte[] other) {
        return new StoredObject(
                number,
                SdkBytes.fromByteArray(other),
                etag,
                lastModified,
                contentType,
                metadata,
                tags,
                checksum,
                marker);
    }

    StoredObject withChecksum(@Nullable ObjectChecksum other) {
        return new StoredObject(number, content, etag, lastModified, contentType, metadata, tags, other, marker);
    }

    StoredObject withTags(List<Tag> others) {
        return new StoredObject(number, content, etag, lastModified, contentType, metadata, others, checksum, marker);
    }

    String text() {
        return content.asUtf8String();
    }

    boolean hasTag(String other) {
        return etag.replace("\"", "").equals(other.replace("\"", ""));
    }

    /// The entity tag of bytes that were put at once.
    static String etag(byte[] bytes) {
        return "\"" + HexFormat.of().formatHex(md5(bytes)) + "\"";
    }

    static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }

    static byte[] joined(List<byte[]> parts) {
        byte[] whole = new byte[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
