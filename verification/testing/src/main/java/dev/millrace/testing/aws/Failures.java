package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.SdkHttpMethod;

/// Refusals and failures as each service's protocol writes them.
final class Failures {
    private Failures() {}

    static AwsAnswer answer(AwsRequest request, int status, String code, String message) {
        return switch (request.service()) {
            case "s3" -> s3(request, status, code, message);
            case "sns" ->
                AwsAnswer.text(
                        status,
                        "text/xml",
                        "<ErrorResponse><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>a-request</RequestId></ErrorResponse>"
                                .formatted(status < 500 ? "Sender" : "Receiver", code, escaped(message)));
            default -> json(status, code, message, answer -> {});
        };
    }

    /// @param more adds to the answer what its code says besides
    static AwsAnswer json(int status, String code, String message, Consumer<ObjectNode> more) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("__type", code).put("message", message);
        more.accept(answer);
        return AwsAnswer.text(status, "application/x-amz-json-1.0", answer.toString());
    }

    private static AwsAnswer s3(AwsRequest request, int status, String code, String message) {
        if (request.http().method() == SdkHttpMethod.HEAD || status == 304) {
            return AwsAnswer.empty(status, Map.of("x-amz-request-id", "a-request"));
        }
        return AwsAnswer.text(status, "application/xml", s3Error(code, message));
    }

    static String s3Error(String code, String message) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message><RequestId>a-request</RequestId></Error>"
                .formatted(code, escaped(message));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
