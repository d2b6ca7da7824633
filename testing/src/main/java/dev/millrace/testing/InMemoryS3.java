package dev.millrace.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
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
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/// S3 with versioned buckets, in memory: as much of it as Millrace uses, conditional requests and checksums included.
/// It can be told to fail, and to break a body off.
public final class InMemoryS3 implements S3Client {
    private final Map<String, List<StoredObject>> objects = new TreeMap<>();
    private final Map<String, List<byte[]>> uploads = new HashMap<>();
    private final Map<String, Queue<Runnable>> before = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int versions;
    private int cutAfter = Integer.MAX_VALUE;

    /// Stores an object, with the SHA-256 that S3 would check it by.
    ///
    /// @return its version id
    public String put(String bucket, String key, byte[] bytes) {
        return store(bucket, key, bytes, null, Map.of(), StoredObject.base64Sha256(bytes));
    }

    /// The bytes that stand under a key; empty when there are none.
    public Optional<byte[]> bytes(String bucket, String key) {
        return latest(bucket, key).map(StoredObject::bytes);
    }

    /// The text that stands under a key.
    public String text(String bucket, String key) {
        return latest(bucket, key).map(StoredObject::text).orElseThrow(() -> noSuchKey(key));
    }

    /// How many versions, delete markers too, a key has.
    public int versionsOf(String bucket, String key) {
        return objects.getOrDefault(place(bucket, key), List.of()).size();
    }

    /// The keys of a bucket whose latest version is no delete marker, sorted.
    public List<String> keys(String bucket) {
        return objects.keySet().stream()
                .filter(place -> place.startsWith(bucket + "\0"))
                .map(place -> place.substring(bucket.length() + 1))
                .filter(key -> latest(bucket, key).isPresent())
                .toList();
    }

    /// Deletes one version, as somebody else might.
    public void remove(String bucket, String key, String versionId) {
        objects.getOrDefault(place(bucket, key), new ArrayList<>())
                .removeIf(v -> v.versionId().equals(versionId));
    }

    /// Puts a delete marker on a key and gives its version id.
    public String mark(String bucket, String key) {
        String versionId = "v" + ++versions;
        objects.computeIfAbsent(place(bucket, key), p -> new ArrayList<>())
                .add(new StoredObject(versionId, SdkBytes.fromByteArray(new byte[0]), null, Map.of(), null, true));
        return versionId;
    }

    /// Forgets the checksum that S3 keeps of a key's latest version, as with objects stored by old clients.
    public void forgetChecksum(String bucket, String key) {
        objects.getOrDefault(place(bucket, key), List.of()).replaceAll(v -> v.withChecksum(null));
    }

    /// Changes the stored bytes of a key behind its checksum.
    public void corrupt(String bucket, String key, byte[] bytes) {
        objects.getOrDefault(place(bucket, key), List.of()).replaceAll(v -> v.withBytes(bytes));
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
        return find(request.bucket(), request.key(), request.versionId()).head();
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        arrived("GetObject", request.bucket(), request.key());
        StoredObject found = find(request.bucket(), request.key(), request.versionId());
        if (found.etag().equals(request.ifNoneMatch())) {
            throw failure(304, "Not Modified");
        }
        byte[] body = cutAfter < found.bytes().length ? Arrays.copyOf(found.bytes(), cutAfter) : found.bytes();
        cutAfter = Integer.MAX_VALUE;
        GetObjectResponse response = GetObjectResponse.builder()
                .contentLength((long) found.bytes().length)
                .eTag(found.etag())
                .versionId(found.versionId())
                .build();
        try {
            return transformer.transform(response, AbortableInputStream.create(new ByteArrayInputStream(body)));
        } catch (Exception e) {
            throw new IllegalStateException("The body could not be read", e);
        }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        arrived("PutObject", request.bucket(), request.key());
        Optional<StoredObject> there = latest(request.bucket(), request.key());
        boolean mayPut = (!"*".equals(request.ifNoneMatch()) || there.isEmpty())
                && (request.ifMatch() == null
                        || there.filter(v -> v.etag().equals(request.ifMatch())).isPresent());
        if (!mayPut) {
            throw failure(412, "At least one of the pre-conditions you specified did not hold");
        }
        byte[] bytes = bytes(body);
        String sha256 = StoredObject.base64Sha256(bytes);
        if (request.checksumSHA256() != null && !sha256.equals(request.checksumSHA256())) {
            throw failure(400, "The SHA256 you specified did not match the calculated checksum");
        }
        String versionId =
                store(request.bucket(), request.key(), bytes, request.contentType(), request.metadata(), sha256);
        return PutObjectResponse.builder().versionId(versionId).build();
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        arrived("CopyObject", request.destinationBucket(), request.destinationKey());
        StoredObject source = source(
                request.sourceBucket(), request.sourceKey(), request.sourceVersionId(), request.copySourceIfMatch());
        store(
                request.destinationBucket(),
                request.destinationKey(),
                source.bytes(),
                source.contentType(),
                source.metadata(),
                source.sha256());
        return CopyObjectResponse.builder().build();
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        arrived("DeleteObject", request.bucket(), request.key());
        remove(request.bucket(), request.key(), request.versionId());
        return DeleteObjectResponse.builder().build();
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        arrived("CreateMultipartUpload", request.bucket(), request.key());
        String upload = "upload-" + (uploads.size() + 1);
        uploads.put(upload, new ArrayList<>());
        return CreateMultipartUploadResponse.builder().uploadId(upload).build();
    }

    @Override
    public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
        arrived("UploadPartCopy", request.destinationBucket(), request.copySourceRange());
        StoredObject source = source(
                request.sourceBucket(), request.sourceKey(), request.sourceVersionId(), request.copySourceIfMatch());
        List<byte[]> parts = uploads.getOrDefault(request.uploadId(), new ArrayList<>());
        if (request.partNumber() != parts.size() + 1) {
            throw failure(400, "Part " + request.partNumber() + " comes out of order");
        }
        parts.add(source.range(request.copySourceRange()));
        return UploadPartCopyResponse.builder()
                .copyPartResult(r -> r.eTag("\"part-" + request.partNumber() + "\""))
                .build();
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
        arrived("CompleteMultipartUpload", request.bucket(), request.key());
        List<byte[]> parts = uploads.getOrDefault(request.uploadId(), List.of());
        if (parts.size() != request.multipartUpload().parts().size()) {
            throw failure(400, "One or more of the specified parts could not be found");
        }
        byte[] whole = new byte[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        uploads.remove(request.uploadId());
        store(request.bucket(), request.key(), whole, null, Map.of(), null);
        return CompleteMultipartUploadResponse.builder().build();
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        arrived("AbortMultipartUpload", request.bucket(), request.key());
        uploads.remove(request.uploadId());
        return AbortMultipartUploadResponse.builder().build();
    }

    /// How many multipart uploads are neither completed nor aborted.
    public int openUploads() {
        return uploads.size();
    }

    private void arrived(String operation, String bucket, String rest) {
        requests.add(operation + " " + bucket + "/" + rest);
        Runnable happening = before.getOrDefault(operation, new ArrayDeque<>()).poll();
        if (happening != null) {
            happening.run();
        }
    }

    private StoredObject source(String bucket, String key, String versionId, @Nullable String ifMatch) {
        StoredObject source = find(bucket, key, versionId);
        if (ifMatch != null && !ifMatch.equals(source.etag())) {
            throw failure(412, "The source has another entity tag");
        }
        return source;
    }

    private StoredObject find(String bucket, String key, @Nullable String versionId) {
        Optional<StoredObject> found = versionId == null
                ? latest(bucket, key)
                : objects.getOrDefault(place(bucket, key), List.of()).stream()
                        .filter(v -> v.versionId().equals(versionId))
                        .findFirst();
        if (found.filter(StoredObject::marker).isPresent()) {
            throw failure(405, "The specified method is not allowed against this resource");
        }
        return found.orElseThrow(() -> noSuchKey(key));
    }

    private Optional<StoredObject> latest(String bucket, String key) {
        List<StoredObject> all = objects.getOrDefault(place(bucket, key), List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()).filter(v -> !v.marker());
    }

    private String store(
            String bucket,
            String key,
            byte[] bytes,
            @Nullable String contentType,
            Map<String, String> metadata,
            @Nullable String sha256) {
        String versionId = "v" + ++versions;
        objects.computeIfAbsent(place(bucket, key), p -> new ArrayList<>())
                .add(new StoredObject(versionId, SdkBytes.fromByteArray(bytes), contentType, metadata, sha256, false));
        return versionId;
    }

    private static String place(String bucket, String key) {
        return bucket + "\0" + key;
    }

    private static NoSuchKeyException noSuchKey(String key) {
        return NoSuchKeyException.builder()
                .statusCode(404)
                .message("The specified key does not exist: " + key)
                .build();
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
