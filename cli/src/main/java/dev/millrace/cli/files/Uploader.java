package dev.millrace.cli.files;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.Stack;
import dev.millrace.contract.Printable;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Puts files into the landing bucket.
public final class Uploader {
    /// S3 takes no more in one request.
    private static final long LARGEST = 5L * 1024 * 1024 * 1024;

    private final S3Client s3;
    private final String bucket;

    public Uploader(Stack stack) {
        this.s3 = stack.s3();
        this.bucket = stack.output("LandingBucket");
    }

    /// Uploads a file.
    ///
    /// @return the new version
    public ObjectVersion put(Path file, String key) {
        if (!Files.isRegularFile(file)) {
            throw new UserError("There is no file %s".formatted(Printable.of(file.toString())));
        }
        if (size(file) > LARGEST) {
            throw new UserError(
                    "%s is larger than 5 GiB. Use: aws s3 cp %s 's3://%s/%s'".formatted(file, file, bucket, key));
        }
        String versionId = s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromFile(file))
                .versionId();
        if (versionId == null) {
            throw new UserError("The landing bucket %s is not versioned. Switch versioning on: deploy the template."
                    .formatted(bucket));
        }
        return new ObjectVersion(bucket, key, versionId);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
