package dev.millrace.local.jobs;

import dev.millrace.judging.bytes.ByteRange;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.local.Access;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of the local cloud, as a role sees them.
final class S3CrawledObjects implements CrawledObjects {
    private final S3Client s3;

    S3CrawledObjects(Access access, RoleSession session) {
        s3 = access.client(S3Client.builder(), session.provider());
    }

    @Override
    public List<CrawledFile> list(CrawlerTarget target) {
        try {
            return s3.listObjectsV2Paginator(l -> l.bucket(target.bucket()).prefix(target.prefix())).contents().stream()
                    .filter(object -> CrawledFile.isData(object.key(), object.size(), target.prefix()))
                    .map(object -> file(object, target.prefix()))
                    .toList();
        } catch (SdkException e) {
            throw new Refusal(
                    "InvalidInputException", "%s cannot be listed: %s".formatted(target.location(), e.getMessage()));
        }
    }

    private static CrawledFile file(S3Object object, String prefix) {
        return CrawledFile.of(object.key(), object.size(), prefix);
    }

    @Override
    public FileBytes bytes(CrawlerTarget target, CrawledFile file) {
        return new FileBytes() {
            @Override
            public long size() {
                return file.size();
            }

            @Override
            public InputStream open() {
                return s3.getObject(g -> g.bucket(target.bucket()).key(file.key()));
            }

            @Override
            public void read(long position, byte[] into, int from, int length) throws IOException {
                var range = new ByteRange(position, length);
                try (var part = s3.getObject(
                        g -> g.bucket(target.bucket()).key(file.key()).range(range.header()))) {
                    GetObjectResponse answer = part.response();
                    range.check(
                            file.key(),
                            answer.sdkHttpResponse().statusCode(),
                            answer.contentRange(),
                            answer.contentLength());
                    if (part.readNBytes(into, from, length) < length) {
                        throw new EOFException("The object %s ends before %s".formatted(file.key(), range.header()));
                    }
                } catch (SdkException e) {
                    throw new IOException("The object %s cannot be read".formatted(file.key()), e);
                }
            }
        };
    }
}
