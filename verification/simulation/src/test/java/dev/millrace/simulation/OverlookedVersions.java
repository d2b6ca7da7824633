package dev.millrace.simulation;

import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/// S3 as somebody sees it who overlooks versions.
final class OverlookedVersions extends DelegatingS3Client {
    private final Predicate<ObjectVersion> seen;

    OverlookedVersions(S3Client s3, Predicate<ObjectVersion> seen) {
        super(s3);
        this.seen = seen;
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        ListObjectVersionsResponse answer = super.listObjectVersions(request);
        return answer.copy(
                a -> a.versions(answer.versions().stream().filter(seen).toList()));
    }
}
