package dev.millrace.testing.aws;

import java.util.Set;

/// How a call fails.
public enum FaultMode {
    /// The connection is refused; nothing was done.
    BEFORE,
    /// It was done, but the answer is lost.
    AFTER,
    /// It was done, but the answer comes later than the client waits.
    DELAY,
    /// Refused as the service itself does when it is asked too often; nothing was done.
    THROTTLED,
    /// Refused with the status 429, as a gateway does; nothing was done.
    THROTTLED_429,
    /// Refused with the status 503; nothing was done.
    UNAVAILABLE_503,
    /// Answered with the status 200 and an error in the body; nothing was done.
    ERROR_IN_200,
    /// It was done, and the body of the answer breaks off half-way with an exception.
    CUT_BODY,
    /// It was done, and the body of the answer ends half-way as if it were whole.
    CUT_BODY_SILENTLY;

    /// Where S3 may find out too late, having sent the status 200 already to keep the connection open (S3 API
    /// reference, "CopyObject"), and where Glue answers for each item.
    private static final Set<String> LATE =
            Set.of("s3.CopyObject", "s3.UploadPartCopy", "s3.CompleteMultipartUpload", "glue.BatchCreatePartition");

    /// Whether a call can fail so.
    public boolean appliesTo(AwsCall call) {
        return switch (this) {
            case BEFORE, AFTER, DELAY, THROTTLED, THROTTLED_429, UNAVAILABLE_503 -> true;
            case ERROR_IN_200 -> LATE.contains(call.service() + "." + call.operation());
            case CUT_BODY, CUT_BODY_SILENTLY -> call.answerBytes() > 0;
        };
    }
}
