package dev.millrace.spark;

import dev.millrace.judging.bytes.ByteRange;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.protocols.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The bytes of one version of an object in S3, as the functions read them: what is not there is told from what cannot
/// be read, and both from a service that fails.
final class S3FileBytes implements FileBytes {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /// What S3 answers when the version is a delete marker.
    private static final int METHOD_NOT_ALLOWED = 405;

    private final S3Client s3;
    private final InputFile file;

    S3FileBytes(S3Client s3, InputFile file) {
        this.s3 = s3;
        this.file = file;
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public InputStream open() throws IOException {
        return get(version().build());
    }

    @Override
    public void read(long position, byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return;
        }
        var range = new ByteRange(position, length);
        try (ResponseInputStream<GetObjectResponse> part =
                get(version().range(range.header()).build())) {
            check(range, part);
            if (part.readNBytes(into, from, length) < length) {
                throw new EOFException(
                        "%s broke off in the %d bytes from %d".formatted(file.title(), length, position));
            }
        }
    }

    private GetObjectRequest.Builder version() {
        return GetObjectRequest.builder().bucket(file.bucket()).key(file.key()).versionId(file.versionId());
    }

    private void check(ByteRange range, ResponseInputStream<GetObjectResponse> part) throws IOException {
        GetObjectResponse answer = part.response();
        SdkHttpResponse http = answer.sdkHttpResponse();
        try {
            range.check(
                    file.title(),
                    http == null ? null : http.statusCode(),
                    answer.contentRange(),
                    answer.contentLength());
        } catch (IOException e) {
            part.abort();
            throw e;
        }
    }

    private ResponseInputStream<GetObjectResponse> get(GetObjectRequest request) throws IOException {
        try {
            return s3.getObject(request);
        } catch (InvalidObjectStateException e) {
            throw new LandingFiles.NotReadable(file.title() + " is archived. Restore it, then release it.", e);
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND || e.statusCode() == METHOD_NOT_ALLOWED) {
                throw new LandingFiles.Vanished(file.title() + " is not there any more");
            }
            if (isAboutItsKey(e)) {
                throw new LandingFiles.NotReadable(
                        file.title() + " is encrypted with a key that this stack may not use. Upload it again without.",
                        e);
            }
            throw e;
        }
    }

    /// S3 asks for a customer's key by a bad request; it says by the code of one that a key of KMS is disabled, and by
    /// a refusal that it is not ours. Other bad requests are faults.
    private static boolean isAboutItsKey(S3Exception e) {
        if (e.statusCode() == FORBIDDEN) {
            return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("kms");
        }
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return e.statusCode() == BAD_REQUEST
                && (code == null || code.equals("InvalidRequest") || code.startsWith("KMS."));
    }
}
