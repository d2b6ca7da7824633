package dev.millrace.testing.aws;

import java.util.ArrayList;
import java.util.List;

/// What S3 asks of whoever sends a request (S3 user guide, "Required permissions for Amazon S3 API operations"). Each
/// bucket is encrypted with the stack's key.
final class S3Rights {
    private static final String BUCKET = "arn:aws:s3:::";

    private final AwsRequest request;
    private final S3Incoming incoming;
    private final List<Right> rights = new ArrayList<>();

    private S3Rights(AwsRequest request) {
        this.request = request;
        this.incoming = S3Incoming.of(request);
    }

    /// @throws IllegalArgumentException when nobody has said what the operation asks for
    static List<Right> of(AwsRequest request) {
        var asked = new S3Rights(request);
        asked.collect();
        return List.copyOf(asked.rights);
    }

    /// What it takes beside to be told that an object is not there: whoever may not list the bucket hears that he is
    /// refused.
    static List<Right> toMiss(AwsRequest request) {
        S3Address address = S3Address.of(request.http());
        return switch (request.operation()) {
            case "GetObject", "HeadObject", "GetObjectTagging" ->
                List.of(new Right("s3:ListBucket", BUCKET + address.bucket()));
            case "CopyObject", "UploadPartCopy" ->
                List.of(new Right(
                        "s3:ListBucket",
                        BUCKET + S3Incoming.of(request).source().bucket()));
            default -> List.of();
        };
    }

    private void collect() {
        switch (request.operation()) {
            case "GetObject", "HeadObject" -> {
                object(ofVersion("s3:GetObject", "s3:GetObjectVersion"));
                rights.add(AwsRights.DECRYPT);
            }
            case "GetObjectTagging" -> object(ofVersion("s3:GetObjectTagging", "s3:GetObjectVersionTagging"));
            case "PutObjectTagging" -> object(ofVersion("s3:PutObjectTagging", "s3:PutObjectVersionTagging"));
            case "DeleteObject" -> object(ofVersion("s3:DeleteObject", "s3:DeleteObjectVersion"));
            case "AbortMultipartUpload" -> object("s3:AbortMultipartUpload");
            case "ListObjectVersions" -> bucket("s3:ListBucketVersions");
            case "ListObjectsV2" -> bucket("s3:ListBucket");
            case "PutObject" -> put();
            case "CopyObject" -> {
                source();
                put();
            }
            case "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" -> {
                put();
                rights.add(AwsRights.DECRYPT);
            }
            case "UploadPartCopy" -> {
                source();
                put();
                rights.add(AwsRights.DECRYPT);
            }
            default ->
                throw new IllegalArgumentException(
                        "Nobody has said what rights S3's %s takes: look it up".formatted(request.operation()));
        }
    }

    private void put() {
        object("s3:PutObject");
        rights.add(AwsRights.GENERATE);
        if (incoming.headers().containsKey("x-amz-tagging")) {
            object("s3:PutObjectTagging");
        }
        // Whoever writes over what he has seen must be one who may see it.
        if (incoming.headers().containsKey("if-match")) {
            object("s3:GetObject");
        }
    }

    private void source() {
        S3Address source = incoming.source();
        String action = incoming.sourceVersion() == null ? "s3:GetObject" : "s3:GetObjectVersion";
        rights.add(new Right(action, BUCKET + source.bucket() + "/" + source.key()));
        rights.add(AwsRights.DECRYPT);
    }

    private String ofVersion(String latest, String version) {
        return incoming.query().containsKey("versionId") ? version : latest;
    }

    private void object(String action) {
        rights.add(new Right(
                action,
                BUCKET + incoming.address().bucket() + "/" + incoming.address().key()));
    }

    private void bucket(String action) {
        rights.add(new Right(action, BUCKET + incoming.address().bucket()));
    }
}
