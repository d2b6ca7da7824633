package dev.millrace.testing;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The checksum that S3 keeps of an object. Requests and answers carry it in a member of the algorithm's name, such
/// as `ChecksumSHA256`.
///
/// @param value in Base64; of [ChecksumType#COMPOSITE] with the number of parts behind a hyphen
record ObjectChecksum(ChecksumAlgorithm algorithm, ChecksumType type, String value) {
    private static final String TYPE = "ChecksumType";

    static ObjectChecksum of(ChecksumAlgorithm algorithm, byte[] bytes) {
        SdkChecksum checksum = SdkChecksum.forAlgorithm(
                switch (algorithm) {
                    case CRC32 -> DefaultChecksumAlgorithm.CRC32;
                    case CRC32_C -> DefaultChecksumAlgorithm.CRC32C;
                    case SHA1 -> DefaultChecksumAlgorithm.SHA1;
                    case SHA256 -> DefaultChecksumAlgorithm.SHA256;
                    // The SDK computes it with a native library, which no module of Millrace has.
                    case CRC64_NVME, UNKNOWN_TO_SDK_VERSION -> throw S3Refusal.notBuilt("the checksum " + algorithm);
                });
        checksum.update(bytes);
        return new ObjectChecksum(
                algorithm, ChecksumType.FULL_OBJECT, Base64.getEncoder().encodeToString(checksum.getChecksumBytes()));
    }

    /// The checksum of the checksums of an object's parts.
    static ObjectChecksum ofParts(ChecksumAlgorithm algorithm, List<ObjectChecksum> parts) {
        byte[] all = StoredObject.joined(
                parts.stream().map(p -> Base64.getDecoder().decode(p.value())).toList());
        return new ObjectChecksum(
                algorithm, ChecksumType.COMPOSITE, of(algorithm, all).value() + "-" + parts.size());
    }

    /// The checksum that a request says its body has.
    static Optional<ObjectChecksum> claimed(SdkPojo request) {
        return Arrays.stream(ChecksumAlgorithm.values())
                .flatMap(algorithm -> member(request, "Checksum" + algorithm)
                        .map(field -> (String) field.getValueOrDefault(request))
                        .map(value -> new ObjectChecksum(algorithm, ChecksumType.FULL_OBJECT, value))
                        .stream())
                .findFirst();
    }

    /// This checksum, when it is that of the bytes.
    ///
    /// @throws S3Exception when it is not
    ObjectChecksum verified(byte[] bytes) {
        if (!of(algorithm, bytes).equals(this)) {
            throw S3Refusal.of(
                    400,
                    "BadDigest",
                    "The %s you specified did not match the calculated checksum.".formatted(algorithm));
        }
        return this;
    }

    /// Puts the checksum into the members that an answer has for it.
    <B extends SdkPojo> B into(B answer) {
        member(answer, "Checksum" + algorithm).ifPresent(field -> field.set(answer, value));
        member(answer, TYPE).ifPresent(field -> field.set(answer, type.toString()));
        return answer;
    }

    private static Optional<SdkField<?>> member(SdkPojo pojo, String name) {
        return pojo.sdkFields().stream()
                .filter(f -> f.memberName().equals(name))
                .findFirst();
    }
}
