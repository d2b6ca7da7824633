package dev.millrace.flow.contracts;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.contract.Curation.TransformFile;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.Problem;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The programs that contracts name, in the contracts bucket: `programs/<dataset>/<SHA-256 of the contract>/<file>`. A
/// program never changes once it is stored, so that all runs under a contract version run the same one.
final class S3Programs {
    private static final int PRECONDITION_FAILED = 412;
    private static final String PATH = "customProperties[millrace.curate].transform";

    private final S3Client s3;
    private final String bucket;

    S3Programs(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /// Place of a program, as an `s3://` URI.
    String place(ContractPin pin, TransformFile program) {
        return "s3://" + bucket + "/" + key(pin, program);
    }

    /// Stores the program that a contract names, if it names one.
    ///
    /// @param beside gives the bytes of a file that lies beside the contract; empty when there is none
    /// @return what is to be put right first; empty when it is stored, or stood there before
    Optional<Problem> store(DataContract contract, ContractPin pin, Function<String, Optional<byte[]>> beside) {
        Optional<TransformFile> named = contract.curation().transform();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        TransformFile program = named.get();
        Optional<byte[]> bytes = beside.apply(program.file());
        if (bytes.isEmpty()) {
            return Optional.of(new Problem(
                    1,
                    1,
                    PATH,
                    "there is no file %s beside the contract; put it there, or take it out of the contract"
                            .formatted(program.file())));
        }
        return put(key(pin, program), bytes.get())
                ? Optional.empty()
                : Optional.of(new Problem(
                        1,
                        1,
                        PATH,
                        "version %s was applied with another %s; give the contract a new version with the new program"
                                .formatted(contract.version(), program.file())));
    }

    private boolean put(String key, byte[] bytes) {
        try {
            s3.putObject(p -> p.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromBytes(bytes));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
            byte[] there = s3.getObjectAsBytes(g -> g.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))
                    .asByteArray();
            return Arrays.equals(bytes, there);
        }
    }

    private static String key(ContractPin pin, TransformFile program) {
        return "programs/%s/%s/%s".formatted(pin.dataset(), pin.sha256(), program.file());
    }
}
