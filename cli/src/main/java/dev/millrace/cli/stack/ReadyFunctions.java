package dev.millrace.cli.stack;

import dev.millrace.local.UserError;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/// Waits for functions that Lambda has to make ready first. A version with SnapStart that was not called for 14 days
/// has no snapshot; the first call makes it, is refused, and so is each one until it is there, which takes minutes.
/// No refused call has done anything.
final class ReadyFunctions {
    /// Errors of `Invoke` that pass by waiting (Lambda API reference, "Invoke").
    private static final Set<String> NOT_READY =
            Set.of("SnapStartNotReadyException", "ResourceNotReadyException", "ResourceConflictException");

    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final int MOST_PAUSES = 40;

    private final Consumer<String> remarks;
    private final Consumer<Duration> pauses;

    /// @param remarks is told once when a function is waited for
    /// @param pauses waits
    ReadyFunctions(Consumer<String> remarks, Consumer<Duration> pauses) {
        this.remarks = remarks;
        this.pauses = pauses;
    }

    /// The answer of a call, which is made again while the function is not ready.
    ///
    /// @throws Trouble when it is not ready after ten minutes
    <R> R call(FunctionName function, Supplier<R> call) {
        for (int paused = 0; ; paused++) {
            try {
                return call.get();
            } catch (LambdaException e) {
                if (!isNotReady(e)) {
                    throw e;
                }
                if (paused == MOST_PAUSES) {
                    throw new UserError(
                            "%s is still not ready after %d minutes: %s%nNothing was done. Try again later; does it last, look at the function's state in Lambda."
                                    .formatted(
                                            function.logicalId(),
                                            PAUSE.multipliedBy(MOST_PAUSES).toMinutes(),
                                            e.getMessage()),
                            e);
                }
                if (paused == 0) {
                    remarks.accept(
                            "  %s is not ready: nobody has called it for long, or it was just deployed. Lambda makes it ready, in minutes; waiting for it"
                                    .formatted(function.logicalId()));
                }
            }
            pauses.accept(PAUSE);
        }
    }

    private static boolean isNotReady(LambdaException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details != null && details.errorCode() != null && NOT_READY.contains(details.errorCode());
    }
}
