package dev.millrace.simulation;

import dev.millrace.simulation.Calls.Service;
import dev.millrace.testing.InMemoryS3;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// S3 as functions reach it: over the network.
final class SimulatedS3 implements S3Client {
    private final InMemoryS3 s3;
    private final Calls calls;
    private final Bodies bodies;
    private final List<Watcher> watchers = new ArrayList<>();

    SimulatedS3(InMemoryS3 s3, Calls calls, Bodies bodies) {
        this.s3 = s3;
        this.calls = calls;
        this.bodies = bodies;
    }

    /// What bodies do to those who read and write them.
    interface Bodies {
        /// A body as its reader gets it.
        InputStream read(String bucket, byte[] body);

        /// A body is about to be written.
        void write(String bucket, String key, RequestBody body);
    }

    /// Is told of what is about to vanish.
    @FunctionalInterface
    interface Watcher {
        void deleting(DeleteObjectRequest request);
    }

    /// Tells somebody of each deletion just before it happens.
    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        return calls.make(Service.S3, "head " + request.bucket() + "/" + request.key(), () -> s3.headObject(request));
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        return calls.make(
                Service.S3,
                "get " + request.bucket() + "/" + request.key(),
                () -> s3.getObject(
                        request,
                        (answer, body) -> transformer.transform(
                                answer,
                                AbortableInputStream.create(bodies.read(request.bucket(), body.readAllBytes())))));
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return calls.make(Service.S3, "put " + request.bucket() + "/" + request.key(), () -> {
            bodies.write(request.bucket(), request.key(), body);
            return s3.putObject(request, body);
        });
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        return calls.make(
                Service.S3,
                "copy to " + request.destinationBucket() + "/" + request.destinationKey(),
                () -> s3.copyObject(request));
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        return calls.make(Service.S3, "delete " + request.bucket() + "/" + request.key(), () -> {
            watchers.forEach(watcher -> watcher.deleting(request));
            return s3.deleteObject(request);
        });
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        return calls.make(Service.S3, "list versions of " + request.bucket(), () -> s3.listObjectVersions(request));
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return calls.make(Service.S3, "list " + request.bucket(), () -> s3.listObjectsV2(request));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
