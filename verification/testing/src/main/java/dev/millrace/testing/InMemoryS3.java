package dev.millrace.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// S3 with versioned buckets, in memory: as much of it as Millrace uses, conditional requests and checksums included.
/// What a request asks for and is not built here is refused, never left out in silence. It can be told to fail, and
/// to break a body off. `S3Behaviour` holds it to a real server's answers.
public final class InMemoryS3 implements S3Client {
    private final VersionedObjects objects;
    private final PartUploads uploads = new PartUploads();
    private final ObjectReads reads;
    private final ObjectWrites writes;
    private final PartWrites parts;
    private final Listings listings;
    private final Map<String, Queue<Runnable>> before = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int cutAfter = Integer.MAX_VALUE;
    private boolean wholeNext;

    public InMemoryS3() {
        this(Clock.systemUTC());
    }

    /// @param clock tells when an object was stored
    public InMemoryS3(Clock clock) {
        objects = new VersionedObjects(clock);
        reads = new ObjectReads(objects);
        writes = new ObjectWrites(objects);
        parts = new PartWrites(objects, uploads);
        listings = new Listings(objects);
    }

    /// Stores an object, with the SHA-256 that S3 would check it by.
    ///
    /// @return its version id
    public String put(String bucket, String key, byte[] bytes) {
        return objects.put(
                        bucket,
                        key,
                        bytes,
                        StoredObject.etag(bytes),
                        Described.NOTHING,
                        ObjectChecksum.of(ChecksumAlgorithm.SHA256, bytes))
                .versionId();
    }

    /// Stores an object as one that was uploaded in parts, here a single one: S3 has a checksum of the parts'
    /// checksums, and none of the whole.
    ///
    /// @return its version id
    public String putInParts(String bucket, String key, byte[] bytes) {
        var parts = List.of(ObjectChecksum.of(ChecksumAlgorithm.CRC32, bytes));
        return objects.put(
                        bucket,
                        key,
                        bytes,
                        StoredObject.etag(bytes),
                        Described.NOTHING,
                        ObjectChecksum.ofParts(ChecksumAlgorithm.CRC32, parts))
                .versionId();
    }

    /// The bytes that stand under a key; empty when there are none.
    public Optional<byte[]> bytes(String bucket, String key) {
        return objects.latest(bucket, key).map(StoredObject::bytes);
    }

    /// The text that stands under a key.
    public String text(String bucket, String key) {
        return objects.find(bucket, key, null).text();
    }

    /// How many versions, delete markers too, a key has.
    public int versionsOf(String bucket, String key) {
        return objects.count(bucket, key);
    }

    /// The keys of a bucket whose latest version is no delete marker, sorted.
    public List<String> keys(String bucket) {
        return objects.all(bucket, "", "")
                .filter(p -> p.latest() && !p.version().marker())
                .map(VersionedObjects.Placed::key)
                .toList();
    }

    /// Deletes one version, as somebody else might.
    public void remove(String bucket, String key, String versionId) {
        objects.remove(bucket, key, versionId);
    }

    /// Puts a delete marker on a key and gives its version id.
    public String mark(String bucket, String key) {
        return objects.mark(bucket, key).versionId();
    }

    /// Forgets the checksum that S3 keeps of a key's latest version, as with objects stored by old clients.
    public void forgetChecksum(String bucket, String key) {
        objects.replaceAll(bucket, key, v -> v.withChecksum(null));
    }

    /// Changes the stored bytes of a key behind its checksum.
    public void corrupt(String bucket, String key, byte[] bytes) {
        objects.replaceAll(bucket, key, v -> v.withBytes(bytes));
    }

    /// What happens before the next request of an operation, such as `CopyObject`: often a throw. Told twice, it
    /// happens at the next two.
    public void beforeNext(String operation, Runnable happening) {
        before.computeIfAbsent(operation, o -> new ArrayDeque<>()).add(happening);
    }

    /// Lets the next request of an operation fail with an HTTP status.
    public void failNext(String operation, int status) {
        beforeNext(operation, () -> {
            throw failure(status, "told to fail");
        });
    }

    /// Breaks the next body that is read off, without a word, after so many bytes.
    public void cutNextBodyAfter(int bytes) {
        cutAfter = bytes;
    }

    /// Answers the next request for some of an object's bytes with all of them, as HTTP allows it.
    public void passOverTheNextRange() {
        wholeNext = true;
    }

    /// The changing requests so far, such as `CopyObject failed/a.csv`, in their order.
    public List<String> changes() {
        return requests.stream()
                .filter(r -> !r.startsWith("GetObject ") && !r.startsWith("HeadObject "))
                .toList();
    }

    /// All requests so far.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /// An answer of S3 that is no success.
    public static S3Exception failure(int status, String message) {
        return (S3Exception)
                S3Exception.builder().statusCode(status).message(message).build();
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        arrived("HeadObject", request.bucket(), request.key());
        return reads.head(request);
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        arrived("GetObject", request.bucket(), request.key());
        ObjectReads.Read read =
                reads.get(wholeNext ? request.toBuilder().range(null).build() : request);
        wholeNext = false;
        byte[] asked = read.content().asByteArray();
        byte[] body = cutAfter < asked.length ? Arrays.copyOf(asked, cutAfter) : asked;
        cutAfter = Integer.MAX_VALUE;
        try {
            return transformer.transform(read.answer(), AbortableInputStream.create(new ByteArrayInputStream(body)));
        } catch (Exception e) {
            throw new IllegalStateException("The body could not be read", e);
        }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        arrived("PutObject", request.bucket(), request.key());
        return writes.put(request, bytes(body));
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        arrived("CopyObject", request.destinationBucket(), request.destinationKey());
        return writes.copy(request);
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        arrived("DeleteObject", request.bucket(), request.key());
        return writes.delete(request);
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        arrived("ListObjectVersions", request.bucket(), String.valueOf(request.prefix()));
        return listings.versions(request);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        arrived("ListObjectsV2", request.bucket(), String.valueOf(request.prefix()));
        return listings.objects(request);
    }

    @Override
    public PutObjectTaggingResponse putObjectTagging(PutObjectTaggingRequest request) {
        arrived("PutObjectTagging", request.bucket(), request.key());
        return writes.tag(request);
    }

    @Override
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
        arrived("GetObjectTagging", request.bucket(), request.key());
        return reads.tags(request);
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        arrived("CreateMultipartUpload", request.bucket(), request.key());
        return parts.begin(request);
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
        arrived("UploadPart", request.bucket(), request.key());
        return parts.add(request, bytes(body));
    }

    @Override
    public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
        arrived("UploadPartCopy", request.destinationBucket(), request.copySourceRange());
        return parts.copy(request);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
        arrived("CompleteMultipartUpload", request.bucket(), request.key());
        return parts.complete(request);
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        arrived("AbortMultipartUpload", request.bucket(), request.key());
        return parts.abort(request);
    }

    /// How many multipart uploads are neither completed nor aborted.
    public int openUploads() {
        return uploads.open();
    }

    private void arrived(String operation, String bucket, String rest) {
        requests.add(operation + " " + bucket + "/" + rest);
        Runnable happening = before.getOrDefault(operation, new ArrayDeque<>()).poll();
        if (happening != null) {
            happening.run();
        }
    }

    private static byte[] bytes(RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
