package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The answers of [FaultyHttp] in place of a service's, for which nothing was done.
final class ToldRefusals {
    private ToldRefusals() {}

    /// The answer of a mode that refuses; null when it does not.
    static @Nullable AwsAnswer of(FaultMode mode, AwsRequest request, AwsCall call) {
        return switch (mode) {
            case THROTTLED -> throttled(request);
            case THROTTLED_429 -> Failures.answer(request, 429, throttlingCode(request), "Told to fail");
            case UNAVAILABLE_503 -> Failures.answer(request, 503, "ServiceUnavailable", "Told to fail");
            case ERROR_IN_200 -> mode.appliesTo(call) ? late(request) : null;
            case BEFORE, AFTER, DELAY, CUT_BODY, CUT_BODY_SILENTLY -> null;
        };
    }

    /// The services' own ways, from their API references' lists of errors.
    private static AwsAnswer throttled(AwsRequest request) {
        int status = switch (request.service()) {
            case "s3" -> 503;
            case "sns" -> 429;
            default -> 400;
        };
        return Failures.answer(request, status, throttlingCode(request), "Told to fail");
    }

    private static String throttlingCode(AwsRequest request) {
        return switch (request.service()) {
            case "s3" -> "SlowDown";
            case "sns" -> "Throttled";
            case "dynamodb" -> "ProvisionedThroughputExceededException";
            default -> "ThrottlingException";
        };
    }

    private static AwsAnswer late(AwsRequest request) {
        if (request.service().equals("s3")) {
            return AwsAnswer.text(200, "application/xml", Failures.s3Error("InternalError", "Told to fail"));
        }
        try {
            ObjectNode answer = JsonServer.object();
            ArrayNode errors = answer.putArray("Errors");
            for (JsonNode input :
                    new ObjectMapper().readTree(request.body().asByteArray()).path("PartitionInputList")) {
                errors.add(InMemoryCatalog.error(input, "InternalServiceException", "Told to fail"));
            }
            return AwsAnswer.text(200, "application/x-amz-json-1.1", answer.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException("The request is no JSON", e);
        }
    }
}
