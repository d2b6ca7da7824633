package dev.millrace.sweep;

import dev.millrace.audit.notes.SweepNotes.Place;
import dev.millrace.base.identity.ObjectVersion;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/// The landing bucket's list in S3.
final class S3Landed implements Landed {
    private final S3Client s3;
    private final String bucket;
    private final int pageSize;

    /// @param pageSize at most 1,000
    S3Landed(S3Client s3, String bucket, int pageSize) {
        this.s3 = s3;
        this.bucket = bucket;
        this.pageSize = pageSize;
    }

    @Override
    public Page after(Place place) {
        ListObjectVersionsResponse answer = s3.listObjectVersions(
                l -> l.bucket(bucket).maxKeys(pageSize).keyMarker(place.key()).versionIdMarker(place.versionId()));
        List<Version> versions = answer.versions().stream()
                .map(v -> new Version(new ObjectVersion(bucket, v.key(), v.versionId()), v.lastModified()))
                .toList();
        boolean more = Boolean.TRUE.equals(answer.isTruncated());
        return new Page(
                versions, more ? new Place(answer.nextKeyMarker(), answer.nextVersionIdMarker()) : Place.BEGINNING);
    }
}
