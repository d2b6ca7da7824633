package dev.millrace.validatefile;

import dev.millrace.flow.commands.Commands;
import dev.millrace.notices.reports.FindingsPage;
import dev.millrace.notices.reports.FindingsReport;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Reports in the failed bucket, each with a page for people beside it. The page goes first, so that no report is
/// without one.
final class S3FindingsStore implements FindingsStore {
    private final S3Client s3;
    private final String bucket;
    private final Commands commands;

    /// @param commands of the stack, which pages tell people to enter
    S3FindingsStore(S3Client s3, String bucket, Commands commands) {
        this.s3 = s3;
        this.bucket = bucket;
        this.commands = commands;
    }

    @Override
    public void put(String key, FindingsReport report) {
        put(FindingsPage.keyBeside(key), FindingsPage.contentType(), FindingsPage.of(report, commands));
        put(key, "application/json", report.toJson());
    }

    private void put(String key, String contentType, byte[] bytes) {
        s3.putObject(p -> p.bucket(bucket).key(key).contentType(contentType), RequestBody.fromBytes(bytes));
    }

    @Override
    public void propose(String key, String yaml) {
        s3.putObject(p -> p.bucket(bucket).key(key).contentType("application/yaml"), RequestBody.fromString(yaml));
    }
}
