package dev.millrace.loadfile;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.copies.Proof;
import dev.millrace.flow.copies.S3Copies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The lake in S3, written by conditional puts.
final class S3LakeBucket implements LakeBucket {
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucket;
    private final S3Copies copies;
    private final Proof proof;

    S3LakeBucket(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
        this.copies = new S3Copies(s3);
        this.proof = new Proof(s3);
    }

    @Override
    public void put(String key, Path file, String sha256) {
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(bucket).key(key).checksumSHA256(checksum);
        try {
            s3.putObject(put.ifNoneMatch("*").build(), RequestBody.fromFile(file));
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
            replaceUnlessSame(put, key, file, checksum);
        }
    }

    /// An earlier attempt put the object already: the same bytes, or those of another release's writer, which these
    /// replace.
    private void replaceUnlessSame(PutObjectRequest.Builder put, String key, Path file, String checksum) {
        HeadObjectResponse there = head(bucket, key);
        if (!checksum.equals(there.checksumSHA256())) {
            s3.putObject(put.ifNoneMatch(null).ifMatch(there.eTag()).build(), RequestBody.fromFile(file));
        }
    }

    @Override
    public void copy(String sourceBucket, String sourceKey, String key) throws IOException {
        HeadObjectResponse original = head(sourceBucket, sourceKey);
        var source = new ObjectVersion(sourceBucket, sourceKey, original.versionId());
        ObjectVersion copy = copies.copy(source, original, bucket, key, original.metadata());
        proof.require(source, copy);
    }

    private HeadObjectResponse head(String from, String key) {
        return s3.headObject(h -> h.bucket(from).key(key).checksumMode(ChecksumMode.ENABLED));
    }

    @Override
    public String name() {
        return bucket;
    }

    @Override
    public String uri(String prefix) {
        return "s3://" + bucket + "/" + prefix;
    }
}
