package dev.millrace.moveinvalidfile;

import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.identity.ObjectVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Proves that a copy has its source's bytes: equal size, and equal full-object checksums of the same algorithm;
/// where S3 keeps none for both, the bytes of both are read and compared by SHA-256.
final class Proof {
    private static final List<Function<HeadObjectResponse, String>> CHECKSUMS = List.of(
            HeadObjectResponse::checksumSHA256,
            HeadObjectResponse::checksumCRC64NVME,
            HeadObjectResponse::checksumCRC32C,
            HeadObjectResponse::checksumCRC32,
            HeadObjectResponse::checksumSHA1);

    private final S3Client s3;

    Proof(S3Client s3) {
        this.s3 = s3;
    }

    /// @throws IOException when they differ
    void require(ObjectVersion source, HeadObjectResponse original, String bucket, String key, HeadObjectResponse copy)
            throws IOException {
        if (!original.contentLength().equals(copy.contentLength())) {
            throw differs(source, "it has %d bytes, not %d".formatted(copy.contentLength(), original.contentLength()));
        }
        for (Function<HeadObjectResponse, String> checksum : CHECKSUMS) {
            String expected = checksum.apply(original);
            String actual = checksum.apply(copy);
            if (expected != null && actual != null && wholeObject(original) && wholeObject(copy)) {
                if (!expected.equals(actual)) {
                    throw differs(source, "their checksums are not equal");
                }
                return;
            }
        }
        String expected = digest(GetObjectRequest.builder()
                .bucket(source.bucket())
                .key(source.key())
                .versionId(source.versionId())
                .build());
        String actual =
                digest(GetObjectRequest.builder().bucket(bucket).key(key).build());
        if (!expected.equals(actual)) {
            throw differs(source, "their bytes are not equal");
        }
    }

    private static boolean wholeObject(HeadObjectResponse head) {
        return head.checksumType() == ChecksumType.FULL_OBJECT;
    }

    private String digest(GetObjectRequest request) throws IOException {
        try (InputStream bytes = s3.getObject(request)) {
            return ObjectId.sha256(bytes);
        }
    }

    private static IOException differs(ObjectVersion source, String how) {
        return new IOException("The copy of %s in the failed bucket differs: %s. The source stays where it is."
                .formatted(source, how));
    }
}
