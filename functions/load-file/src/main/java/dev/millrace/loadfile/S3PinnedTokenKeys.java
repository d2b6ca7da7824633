package dev.millrace.loadfile;

import dev.millrace.faults.NotSetUp;
import dev.millrace.judging.protection.TokenKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keys that are tied to their versions: the fingerprint of the first key under a version is kept in the lake bucket,
/// and another one under the same version is refused, since equal values would get other tokens.
final class S3PinnedTokenKeys implements TokenKeys {
    private static final int PRECONDITION_FAILED = 412;

    private final TokenKeys keys;
    private final S3Client s3;
    private final String bucket;

    S3PinnedTokenKeys(TokenKeys keys, S3Client s3, String bucket) {
        this.keys = keys;
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public TokenKey current() {
        TokenKey key = keys.current();
        String kept = kept(key).or(() -> keep(key)).or(() -> kept(key)).orElse("");
        if (!kept.equals(key.fingerprint())) {
            throw new NotSetUp(key.otherKey());
        }
        return key;
    }

    private Optional<String> kept(TokenKey key) {
        try {
            return Optional.of(s3.getObjectAsBytes(g -> g.bucket(bucket).key(key.fingerprintName()))
                    .asString(StandardCharsets.UTF_8));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /// Empty when another one was faster.
    private Optional<String> keep(TokenKey key) {
        try {
            s3.putObject(
                    p -> p.bucket(bucket).key(key.fingerprintName()).ifNoneMatch("*"),
                    RequestBody.fromString(key.fingerprint()));
            return Optional.of(key.fingerprint());
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
