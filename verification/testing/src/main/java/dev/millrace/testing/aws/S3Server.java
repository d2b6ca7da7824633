package dev.millrace.testing.aws;

import dev.millrace.testing.InMemoryS3;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// S3 over HTTP: reads a request, lets [InMemoryS3] answer it and writes the answer. A header or query parameter that
/// its operation does not know is refused.
final class S3Server implements AwsServer {
    private final InMemoryS3 s3;
    private final Map<String, Operation<?, ?>> operations;

    S3Server(InMemoryS3 s3) {
        this.s3 = s3;
        operations = Map.ofEntries(
                plain("HeadObject", HeadObjectRequest::builder, b -> s3.headObject(b.build())),
                plain("DeleteObject", DeleteObjectRequest::builder, b -> s3.deleteObject(b.build())),
                plain("ListObjectVersions", ListObjectVersionsRequest::builder, b -> s3.listObjectVersions(b.build())),
                plain("ListObjectsV2", ListObjectsV2Request::builder, b -> s3.listObjectsV2(b.build())),
                plain("PutObjectTagging", PutObjectTaggingRequest::builder, b -> s3.putObjectTagging(b.build())),
                plain("GetObjectTagging", GetObjectTaggingRequest::builder, b -> s3.getObjectTagging(b.build())),
                plain(
                        "CreateMultipartUpload",
                        CreateMultipartUploadRequest::builder,
                        b -> s3.createMultipartUpload(b.build())),
                plain(
                        "CompleteMultipartUpload",
                        CompleteMultipartUploadRequest::builder,
                        b -> s3.completeMultipartUpload(b.build())),
                plain(
                        "AbortMultipartUpload",
                        AbortMultipartUploadRequest::builder,
                        b -> s3.abortMultipartUpload(b.build())),
                other("CopyObject", CopyObjectRequest::builder, (b, in) -> s3.copyObject(sourced(b, in))),
                other("UploadPartCopy", UploadPartCopyRequest::builder, (b, in) -> s3.uploadPartCopy(sourced(b, in))),
                other(
                        "PutObject",
                        PutObjectRequest::builder,
                        (b, in) -> s3.putObject(b.build(), RequestBody.fromBytes(in.content()))),
                other(
                        "UploadPart",
                        UploadPartRequest::builder,
                        (b, in) -> s3.uploadPart(b.build(), RequestBody.fromBytes(in.content()))));
    }

    /// @param <B> builder of the operation's request
    private record Operation<B extends SdkPojo, R extends SdkPojo>(
            Supplier<B> request, BiFunction<B, S3Incoming, R> call) {
        R answer(S3Incoming incoming) {
            return call.apply(incoming.into(request.get()), incoming);
        }
    }

    private static <B extends SdkPojo, R extends SdkPojo> Map.Entry<String, Operation<?, ?>> plain(
            String name, Supplier<B> request, Function<B, R> call) {
        return other(name, request, (b, in) -> call.apply(b));
    }

    private static <B extends SdkPojo, R extends SdkPojo> Map.Entry<String, Operation<?, ?>> other(
            String name, Supplier<B> request, BiFunction<B, S3Incoming, R> call) {
        return Map.entry(name, new Operation<>(request, call));
    }

    @Override
    public AwsAnswer answer(AwsRequest request) {
        try {
            return answer(request, S3Incoming.of(request));
        } catch (S3Exception e) {
            return refused(request, e);
        }
    }

    private AwsAnswer answer(AwsRequest request, S3Incoming incoming) {
        if (request.operation().equals("GetObject")) {
            return got(incoming);
        }
        Operation<?, ?> operation = operations.get(request.operation());
        if (operation == null) {
            throw InMemoryS3.failure(501, "S3 in memory has not " + request.operation());
        }
        SdkPojo answer = operation.answer(incoming);
        boolean gone = request.http().method() == SdkHttpMethod.DELETE;
        Map<String, String> headers = RestXmlWriter.headers(answer);
        String body = RestXmlWriter.body(request.operation(), answer);
        return body.isEmpty()
                ? AwsAnswer.empty(gone ? 204 : 200, headers)
                : AwsAnswer.text(200, "application/xml", body).with(headers);
    }

    private AwsAnswer got(S3Incoming incoming) {
        ResponseBytes<GetObjectResponse> got =
                s3.getObject(incoming.into(GetObjectRequest.builder()).build(), ResponseTransformer.toBytes());
        int status = got.response().contentRange() == null ? 200 : 206;
        return new AwsAnswer(
                status, RestXmlWriter.headers(got.response()), SdkBytes.fromByteArray(got.asByteArrayUnsafe()));
    }

    private static AwsAnswer refused(AwsRequest request, S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        if (details == null) {
            return Failures.answer(request, e.statusCode(), "Status" + e.statusCode(), String.valueOf(e.getMessage()));
        }
        var headers = new TreeMap<String, String>();
        details.sdkHttpResponse().forEachHeader((name, values) -> headers.put(name, values.getFirst()));
        return Failures.answer(request, e.statusCode(), details.errorCode(), details.errorMessage())
                .with(headers);
    }

    private static CopyObjectRequest sourced(CopyObjectRequest.Builder builder, S3Incoming incoming) {
        return builder.sourceBucket(incoming.source().bucket())
                .sourceKey(incoming.source().key())
                .sourceVersionId(incoming.sourceVersion())
                .build();
    }

    private static UploadPartCopyRequest sourced(UploadPartCopyRequest.Builder builder, S3Incoming incoming) {
        return builder.sourceBucket(incoming.source().bucket())
                .sourceKey(incoming.source().key())
                .sourceVersionId(incoming.sourceVersion())
                .build();
    }
}
