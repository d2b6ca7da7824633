package dev.millrace.flow.landing;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.faults.NotReadable;
import dev.millrace.judging.bytes.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.StorageClass;

/// The landing bucket in S3.
public final class S3LandingBucket implements LandingBucket {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    /// Storage classes whose objects must be restored before they can be read.
    private static final Set<StorageClass> ARCHIVES = EnumSet.of(StorageClass.GLACIER, StorageClass.DEEP_ARCHIVE);

    private final S3Client s3;

    public S3LandingBucket(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public Optional<ObjectHead> head(ObjectVersion version) {
        return readable(version, () -> {
            HeadObjectResponse head = s3.headObject(
                    h -> h.bucket(version.bucket()).key(version.key()).versionId(version.versionId()));
            return new ObjectHead(head.contentLength(), head.eTag().replace("\"", ""), archived(head), head.metadata());
        });
    }

    private static boolean archived(HeadObjectResponse head) {
        boolean restored = head.restore() != null && head.restore().contains("ongoing-request=\"false\"");
        boolean asleep = head.archiveStatus() != null;
        return (ARCHIVES.contains(head.storageClass()) || asleep) && !restored;
    }

    @Override
    public Optional<InputStream> open(ObjectVersion version) {
        return readable(
                version,
                () -> s3.getObject(
                        g -> g.bucket(version.bucket()).key(version.key()).versionId(version.versionId())));
    }

    @Override
    public Optional<InputStream> open(ObjectVersion version, long position, int length) throws IOException {
        var range = new ByteRange(position, length);
        Optional<ResponseInputStream<GetObjectResponse>> part = readable(
                version,
                () -> s3.getObject(g -> g.bucket(version.bucket())
                        .key(version.key())
                        .versionId(version.versionId())
                        .range(range.header())));
        if (part.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(checked(version, range, part.get()));
    }

    private static InputStream checked(
            ObjectVersion version, ByteRange range, ResponseInputStream<GetObjectResponse> part) throws IOException {
        GetObjectResponse answer = part.response();
        SdkHttpResponse http = answer.sdkHttpResponse();
        try {
            range.check(
                    version.toString(),
                    http == null ? null : http.statusCode(),
                    answer.contentRange(),
                    answer.contentLength());
            return part;
        } catch (IOException e) {
            part.abort();
            throw e;
        }
    }

    @Override
    public List<ObjectVersion> versions(ObjectVersion object) {
        return s3.listObjectVersionsPaginator(l -> l.bucket(object.bucket()).prefix(object.key())).versions().stream()
                // Longer keys that begin with it come after it: S3 lists keys in the order of their bytes.
                .takeWhile(v -> v.key().equals(object.key()))
                .map(v -> new ObjectVersion(object.bucket(), v.key(), v.versionId()))
                .toList();
    }

    private static <T> Optional<T> readable(ObjectVersion version, Supplier<T> request) {
        try {
            return Gone.unlessGone(request);
        } catch (InvalidObjectStateException e) {
            throw new NotReadable(version + " is archived. Restore it, then release it.", e);
        } catch (S3Exception e) {
            if (isAboutItsKey(e)) {
                throw new NotReadable(
                        version + " is encrypted with a key that this stack may not use. Upload it again without.", e);
            }
            throw e;
        }
    }

    /// S3 asks for a customer's key (SSE-C) by a bad request, whose code a HEAD does not tell; it says by the code of
    /// one that a key of KMS is disabled, and by a refusal that it is not ours. Other bad requests are faults.
    private static boolean isAboutItsKey(S3Exception e) {
        if (e.statusCode() == FORBIDDEN) {
            return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("kms");
        }
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return e.statusCode() == BAD_REQUEST
                && (code == null || code.equals("InvalidRequest") || code.startsWith("KMS."));
    }
}
