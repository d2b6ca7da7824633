package dev.millrace.simulation;

import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// S3 as somebody writes it who adds rows to those that are there.
final class AddedRows extends DelegatingS3Client {
    private final S3Client s3;

    AddedRows(S3Client s3) {
        super(s3);
        this.s3 = s3;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        if (!request.key().contains("/part=")) {
            return s3.putObject(request, body);
        }
        String before = text(request).orElse("");
        return s3.putObject(request.copy(p -> p.ifNoneMatch(null)), RequestBody.fromString(before + Poison.text(body)));
    }

    private Optional<String> text(PutObjectRequest place) {
        var there = GetObjectRequest.builder()
                .bucket(place.bucket())
                .key(place.key())
                .build();
        try {
            ResponseBytes<GetObjectResponse> bytes = s3.getObject(there, ResponseTransformer.toBytes());
            return Optional.of(bytes.asUtf8String());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }
}
