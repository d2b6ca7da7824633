package dev.millrace.flow.batches;

import dev.millrace.base.clients.Wiring;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// The staging bucket in S3.
public final class S3StagingBucket implements StagingBucket {
    private final S3Client s3;
    private final String bucket;

    public S3StagingBucket(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /// That of the bucket that the function is set up for.
    public static S3StagingBucket connect(Wiring wiring) {
        return new S3StagingBucket(wiring.client(S3Client.builder()), wiring.setting("STAGING_BUCKET"));
    }

    @Override
    public void put(String key, byte[] content) {
        s3.putObject(p -> p.bucket(bucket).key(key).contentType("application/json"), RequestBody.fromBytes(content));
    }

    @Override
    public Optional<byte[]> find(String key) {
        try {
            return Optional.of(
                    s3.getObjectAsBytes(g -> g.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))
                            .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }
}
