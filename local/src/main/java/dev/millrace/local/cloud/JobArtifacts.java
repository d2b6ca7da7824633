package dev.millrace.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The files of the Spark job in a bucket of artifacts, each under a key that its content gives: a stack that is
/// deployed with them never finds others there.
public final class JobArtifacts {
    private static final int NOT_FOUND = 404;

    private final Path jar;
    private final Path script;

    /// @param checkout whose `make spark` was run
    public JobArtifacts(Path checkout) {
        this.jar = checkout.resolve("jobs/spark/target/quick/millrace-spark.jar");
        this.script = checkout.resolve("jobs/spark/src/main/python/millrace_job.py");
    }

    /// The files on this machine.
    List<Path> files() {
        return List.of(jar, script);
    }

    /// Their keys.
    public Keys keys() {
        return new Keys(key(jar), key(script));
    }

    /// Puts them into a bucket, unless they are there.
    public Keys upload(S3Client s3, String bucket) {
        for (Path file : files()) {
            String key = key(file);
            if (!isThere(s3, bucket, key)) {
                s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromFile(file));
            }
        }
        return keys();
    }

    /// Keys in the bucket of artifacts.
    public record Keys(String jar, String script) {}

    private static boolean isThere(S3Client s3, String bucket, String key) {
        try {
            s3.headObject(h -> h.bucket(bucket).key(key));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static String key(Path file) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return "spark/%s/%s".formatted(HexFormat.of().formatHex(hash), file.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read. Is it built (make spark)?", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
