package dev.millrace.faults;

import dev.millrace.base.clients.Adapter;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// A service did not do what it was asked to, and may do so later: throttled, out of order, not reachable. State
/// machines retry it.
@Adapter("any service")
public final class ServiceFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// An error under a status of success: S3 found it after it had begun to answer, as CopyObject may.
    private static final int FIRST_THAT_IS_NO_SUCCESS = 300;

    private static final int PRECONDITION_FAILED = 412;

    /// Access denied, not found: S3's answers to HEAD never have a code.
    private static final Set<Integer> REFUSALS_WITHOUT_A_CODE = Set.of(403, 404);

    /// Refusals that pass, since somebody else was writing the same thing at that moment or the service was not
    /// ready: of DynamoDB, of Glue and of S3. The SDK does not count them among those to be retried.
    private static final Set<String> PASSING_CODES = Set.of(
            "TransactionConflictException",
            "TransactionInProgressException",
            "ConcurrentModificationException",
            "ResourceNotReadyException",
            "OperationTimeoutException",
            "ConditionalRequestConflict",
            "OperationAborted",
            "RequestTimeout");

    public ServiceFault(String message) {
        super(message);
    }

    public ServiceFault(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether a service, and not the file that was worked on, is at fault.
    public static boolean isOne(RuntimeException e) {
        return e instanceof ServiceFault || e instanceof SdkException;
    }

    /// Whether asking again later may help: every fault but a plain refusal (access denied, no such bucket, bad
    /// request). An answer that was cut before its code is none.
    public static boolean passing(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return service.statusCode() >= 500
                    || service.statusCode() < FIRST_THAT_IS_NO_SUCCESS
                    || service.statusCode() == PRECONDITION_FAILED
                    || service.isThrottlingException()
                    || service.isClockSkewException()
                    || mayPass(service);
        }
        return e instanceof SdkClientException || e.retryable();
    }

    private static boolean mayPass(AwsServiceException refusal) {
        AwsErrorDetails details = refusal.awsErrorDetails();
        if (details == null || details.errorCode() == null) {
            return !REFUSALS_WITHOUT_A_CODE.contains(refusal.statusCode());
        }
        return PASSING_CODES.contains(details.errorCode());
    }
}
