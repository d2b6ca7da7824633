package dev.millrace.common.dispatch;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// A service did not do what it was asked to, and may do so later: throttled, out of order, not reachable. State
/// machines retry it.
public final class ServiceFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServiceFault(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether asking again later may help: every fault but a plain refusal (access denied, no such bucket, bad
    /// request).
    static boolean passing(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return service.statusCode() >= 500 || service.isThrottlingException() || service.isClockSkewException();
        }
        return e instanceof SdkClientException || e.retryable();
    }
}
