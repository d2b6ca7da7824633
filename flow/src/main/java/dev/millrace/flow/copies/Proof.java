package dev.millrace.flow.copies;

import dev.millrace.base.clients.Adapter;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Proves that a copy has its source's bytes: equal size, and equal full-object checksums of the same algorithm;
/// where S3 keeps none for both, the bytes of both are read and compared by SHA-256.
@Adapter("S3")
public final class Proof {
    private static final List<Function<HeadObjectResponse, String>> CHECKSUMS = List.of(
            HeadObjectResponse::checksumSHA256,
            HeadObjectResponse::checksumCRC64NVME,
            HeadObjectResponse::checksumCRC32C,
            HeadObjectResponse::checksumCRC32,
            HeadObjectResponse::checksumSHA1);

    private final S3Client s3;

    public Proof(S3Client s3) {
        this.s3 = s3;
    }

    /// Proves that a copy is one of its source.
    ///
    /// @throws IOException when they differ
    public void require(ObjectVersion source, ObjectVersion copy) throws IOException {
        require(source, head(source), copy, head(copy));
    }

    /// The same after a look at both.
    ///
    /// @param original what HEAD says of the source, checksums included
    /// @param copied what HEAD says of the copy, checksums included
    public void require(
            ObjectVersion source, HeadObjectResponse original, ObjectVersion copy, HeadObjectResponse copied)
            throws IOException {
        if (!original.contentLength().equals(copied.contentLength())) {
            throw differs(
                    source,
                    copy,
                    "it has %d bytes, not %d".formatted(copied.contentLength(), original.contentLength()));
        }
        for (Function<HeadObjectResponse, String> checksum : CHECKSUMS) {
            String expected = checksum.apply(original);
            String actual = checksum.apply(copied);
            if (expected != null && actual != null && wholeObject(original) && wholeObject(copied)) {
                if (!expected.equals(actual)) {
                    throw differs(source, copy, "their checksums are not equal");
                }
                return;
            }
        }
        if (!digest(source).equals(digest(copy))) {
            throw differs(source, copy, "their bytes are not equal");
        }
    }

    private HeadObjectResponse head(ObjectVersion version) {
        return s3.headObject(h -> h.bucket(version.bucket())
                .key(version.key())
                .versionId(version.versionId())
                .checksumMode(ChecksumMode.ENABLED));
    }

    private static boolean wholeObject(HeadObjectResponse head) {
        return head.checksumType() == ChecksumType.FULL_OBJECT;
    }

    private String digest(ObjectVersion version) throws IOException {
        try (InputStream bytes =
                s3.getObject(g -> g.bucket(version.bucket()).key(version.key()).versionId(version.versionId()))) {
            return ObjectId.sha256(bytes);
        }
    }

    private static IOException differs(ObjectVersion source, ObjectVersion copy, String how) {
        return new IOException(
                "The copy %s of %s differs: %s. The source stays where it is.".formatted(copy, source, how));
    }
}
