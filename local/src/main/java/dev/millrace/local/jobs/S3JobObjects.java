package dev.millrace.local.jobs;

import dev.millrace.local.Access;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// Objects of the local cloud, as a job's role sees them.
final class S3JobObjects implements JobObjects {
    private static final Pattern ADDRESS = Pattern.compile("s3://([^/]+)/((?:.*/)?([A-Za-z0-9][A-Za-z0-9._-]*))");

    private final Access access;

    S3JobObjects(Access access) {
        this.access = access;
    }

    @Override
    public Path fetch(RoleSession session, String address, Path folder) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new Refusal("InvalidInputException", "This is no address of a program's file: " + address);
        }
        Path file = folder.resolve(parts.group(3));
        try (S3Client s3 = access.client(S3Client.builder(), session.provider())) {
            s3.getObject(g -> g.bucket(parts.group(1)).key(parts.group(2)), file);
            return file;
        } catch (SdkException e) {
            throw new Refusal("InvalidInputException", "%s cannot be fetched: %s".formatted(address, e.getMessage()));
        }
    }
}
