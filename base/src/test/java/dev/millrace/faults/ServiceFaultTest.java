package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class ServiceFaultTest {
    /// What passes is tried again; the rest waits for somebody to mend it.
    @Tag("H041")
    @Tag("H094")
    @ParameterizedTest
    @CsvSource(textBlock = """
            # status, error code,                             passes
            400,      ValidationException,                    false
            400,      ResourceNotFoundException,              false
            400,      AccessDeniedException,                  false
            400,      ThrottlingException,                    true
            400,      ProvisionedThroughputExceededException, true
            200,      InternalError,                          true
            400,      TransactionConflictException,           true
            400,      TransactionInProgressException,         true
            400,      ConcurrentModificationException,        true
            400,      ResourceNotReadyException,              true
            400,      OperationTimeoutException,              true
            400,      RequestTimeout,                         true
            403,      AccessDenied,                           false
            403,      RequestTimeTooSkewed,                   true
            404,      NoSuchBucket,                           false
            404,      NoSuchKey,                              false
            409,      ConditionalRequestConflict,             true
            409,      OperationAborted,                       true
            409,      BucketAlreadyExists,                    false
            412,      PreconditionFailed,                     true
            429,      TooManyRequestsException,               true
            500,      InternalError,                          true
            503,      SlowDown,                               true
            """)
    void tellsWhatPassesFromARefusal(int status, String code, boolean passes) {
        var answer = AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();

        assertThat(ServiceFault.passing(answer)).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"400, true", "403, false", "404, false", "409, true", "412, true", "503, true"})
    void holdsAnAnswerWithoutACodeByItsStatusAlone(int status, boolean passes) {
        var cut = AwsServiceException.builder().statusCode(status);
        var cutBeforeItsCode = AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().build());

        assertThat(ServiceFault.passing(cut.build())).isEqualTo(passes);
        assertThat(ServiceFault.passing(cutBeforeItsCode.build())).isEqualTo(passes);
    }

    @Test
    void triesAgainWhenAServiceCouldNotBeReached() {
        assertThat(ServiceFault.passing(SdkClientException.create("connection reset")))
                .isTrue();
    }
}
