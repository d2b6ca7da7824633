package dev.millrace.notices.reports;

import dev.millrace.base.clients.Wiring;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Reports in S3.
public final class S3ReportStore implements ReportStore {
    private final S3Client s3;
    private final String bucket;

    public S3ReportStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /// That of the bucket that the function is set up for.
    public static S3ReportStore connect(Wiring wiring) {
        return new S3ReportStore(wiring.client(S3Client.builder()), wiring.setting("FAILED_BUCKET"));
    }

    @Override
    public Optional<FindingsReport> get(String key) {
        try {
            return Optional.of(FindingsReport.of(
                    s3.getObjectAsBytes(g -> g.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))
                            .asByteArray()));
        } catch (NoSuchKeyException | UncheckedIOException e) {
            // Owners must hear of the file all the same; the record has its reason.
            return Optional.empty();
        }
    }

    @Override
    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }
}
