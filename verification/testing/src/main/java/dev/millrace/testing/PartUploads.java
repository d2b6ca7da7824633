package dev.millrace.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The multipart uploads that are neither completed nor aborted. It knows no smallest part, so that tests need no
/// 5 MiB.
final class PartUploads {
    private final Map<String, Upload> uploads = new HashMap<>();
    private int begun;

    /// An upload that has begun.
    ///
    /// @param algorithm of its checksums; null for none
    private record Upload(
            String bucket,
            String key,
            Described told,
            @Nullable ChecksumAlgorithm algorithm,
            TreeMap<Integer, Part> parts) {}

    /// A part of an upload.
    ///
    /// @param checksum null when the upload keeps none
    record Part(SdkBytes content, String etag, @Nullable ObjectChecksum checksum) {}

    /// An object that was put together.
    record Whole(
            SdkBytes content,
            String etag,
            Described told,
            @Nullable ObjectChecksum checksum) {}

    String begin(String bucket, String key, Described told, @Nullable ChecksumAlgorithm algorithm) {
        String id = "upload-" + ++begun;
        uploads.put(id, new Upload(bucket, key, told, algorithm, new TreeMap<>()));
        return id;
    }

    Part add(String bucket, String key, String id, int number, byte[] bytes) {
        Upload upload = upload(bucket, key, id);
        if (number < 1 || number > 10_000) {
            throw S3Refusal.of(400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
        }
        var part = new Part(
                SdkBytes.fromByteArray(bytes),
                StoredObject.etag(bytes),
                upload.algorithm() == null ? null : ObjectChecksum.of(upload.algorithm(), bytes));
        upload.parts().put(number, part);
        return part;
    }

    /// Puts the parts together. The upload stays until it is ended.
    ///
    /// @throws S3Exception when they are not those that were uploaded, or not in their order
    Whole complete(String bucket, String key, String id, List<CompletedPart> named) {
        Upload upload = upload(bucket, key, id);
        if (named.isEmpty()) {
            throw S3Refusal.of(400, "MalformedXML", "The XML you provided was not well-formed");
        }
        var parts = new ArrayList<Part>();
        int last = 0;
        for (CompletedPart name : named) {
            if (name.partNumber() <= last) {
                throw S3Refusal.of(400, "InvalidPartOrder", "The list of parts was not in ascending order");
            }
            last = name.partNumber();
            parts.add(part(upload, name));
        }
        byte[] tags = StoredObject.joined(parts.stream()
                .map(p -> HexFormat.of().parseHex(p.etag().replace("\"", "")))
                .toList());
        String etag = "\"%s-%d\"".formatted(HexFormat.of().formatHex(StoredObject.md5(tags)), parts.size());
        return new Whole(
                SdkBytes.fromByteArray(StoredObject.joined(
                        parts.stream().map(p -> p.content().asByteArray()).toList())),
                etag,
                upload.told(),
                checksum(upload, parts));
    }

    private static Part part(Upload upload, CompletedPart named) {
        Part there = upload.parts().get(named.partNumber());
        Optional<ObjectChecksum> claimed = ObjectChecksum.claimed(named);
        if (there == null || !there.etag().replace("\"", "").equals(named.eTag().replace("\"", ""))) {
            throw S3Refusal.of(400, "InvalidPart", "One or more of the specified parts could not be found");
        }
        if (there.checksum() != null && claimed.isEmpty()) {
            throw S3Refusal.of(
                    400,
                    "InvalidRequest",
                    "The upload was created using a %s checksum. The complete request must include the checksum for each part. It was missing for part %d in the request."
                            .formatted(upload.algorithm(), named.partNumber()));
        }
        if (claimed.isPresent() && !claimed.get().equals(there.checksum())) {
            throw S3Refusal.of(400, "InvalidPart", "One or more of the specified parts could not be found");
        }
        return there;
    }

    private static @Nullable ObjectChecksum checksum(Upload upload, List<Part> parts) {
        if (upload.algorithm() == null) {
            return null;
        }
        return ObjectChecksum.ofParts(
                upload.algorithm(),
                parts.stream()
                        .flatMap(p -> Optional.ofNullable(p.checksum()).stream())
                        .toList());
    }

    /// Forgets an upload and its parts.
    void end(String bucket, String key, String id) {
        upload(bucket, key, id);
        uploads.remove(id);
    }

    int open() {
        return uploads.size();
    }

    private Upload upload(String bucket, String key, String id) {
        Upload upload = uploads.get(id);
        if (upload == null || !upload.bucket().equals(bucket) || !upload.key().equals(key)) {
            throw S3Refusal.of(
                    404,
                    "NoSuchUpload",
                    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");
        }
        return upload;
    }
}
