package dev.millrace.testing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// One version of an object of [InMemoryS3].
///
/// @param sha256 the checksum that S3 keeps, in Base64; null when it keeps none
/// @param marker whether it is a delete marker, which has no bytes
record StoredObject(
        String versionId,
        SdkBytes content,
        @Nullable String contentType,
        Map<String, String> metadata,
        @Nullable String sha256,
        boolean marker) {

    static String base64Sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest("SHA-256", bytes));
    }

    String etag() {
        return "\"" + HexFormat.of().formatHex(digest("MD5", bytes())) + "\"";
    }

    byte[] bytes() {
        return content.asByteArray();
    }

    StoredObject withBytes(byte[] other) {
        return new StoredObject(versionId, SdkBytes.fromByteArray(other), contentType, metadata, sha256, marker);
    }

    StoredObject withChecksum(@Nullable String checksum) {
        return new StoredObject(versionId, content, contentType, metadata, checksum, marker);
    }

    byte[] range(String header) {
        String[] ends = header.replace("bytes=", "").split("-", 2);
        return Arrays.copyOfRange(bytes(), Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
    }

    HeadObjectResponse head() {
        HeadObjectResponse.Builder head = HeadObjectResponse.builder()
                .contentLength((long) bytes().length)
                .eTag(etag())
                .versionId(versionId)
                .contentType(contentType)
                .metadata(metadata);
        if (sha256 != null) {
            head.checksumSHA256(sha256).checksumType(ChecksumType.FULL_OBJECT);
        }
        return head.build();
    }

    String text() {
        return content.asUtf8String();
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
