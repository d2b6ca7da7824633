package dev.millrace.cli;

import java.util.Arrays;
import java.util.List;

/// What goes wrong with requests to AWS.
///
/// @param kind how it goes wrong
/// @param operation of which requests, as AWS names it: `PutObject`
/// @param target what their path holds, such as a part of an S3 key; empty for any
/// @param times with how many requests in turn, from the next one on. When a connection ends without an answer, Java's
///     HTTP client asks once more by itself, unless the request has a body; that counts
record Fault(Kind kind, String operation, String target, int times) {
    enum Kind {
        /// The connection ends; the service never sees the request.
        LOST_REQUEST,
        /// The service does what it is asked to; the connection ends instead of its answer.
        LOST_ANSWER,
        /// The service says that there are too many requests, and does nothing.
        THROTTLED,
        /// S3 says 200, and only in the body that it did nothing (CopyObject, "Errors").
        ERROR_IN_200,
        /// The connection ends in the middle of the answer's body.
        CUT_ANSWER
    }

    private static final String XML = "application/xml";

    Fault {
        if (times < 1) {
            throw new IllegalArgumentException("A fault must happen at least once, not %d times".formatted(times));
        }
    }

    /// A fault of the next request of an operation.
    Fault(Kind kind, String operation) {
        this(kind, operation, "", 1);
    }

    /// The same of requests whose path holds something.
    Fault of(String part) {
        return new Fault(kind, operation, part, times);
    }

    /// The same several times in turn.
    Fault times(int wanted) {
        return new Fault(kind, operation, target, wanted);
    }

    /// Whether a request is one that goes wrong.
    boolean hits(HttpMessage request) {
        return operation(request).equals(operation) && request.target().contains(target);
    }

    /// The operation that a request asks for, as AWS names it; of those of S3, the ones on whole objects.
    static String operation(HttpMessage request) {
        String target = request.header("X-Amz-Target").orElse("");
        if (!target.isEmpty()) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        return isForm(request) ? action(request.text()) : ofS3(request);
    }

    /// The query protocol, which SNS speaks.
    private static boolean isForm(HttpMessage request) {
        return request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
    }

    private static String action(String form) {
        return Arrays.stream(form.split("&", -1))
                .filter(field -> field.startsWith("Action="))
                .map(field -> field.substring("Action=".length()))
                .findFirst()
                .orElse("");
    }

    private static String ofS3(HttpMessage request) {
        List<String> parts = List.of(request.target().split("[?&]", -1));
        boolean wholeObject = parts.stream().skip(1).allMatch(part -> part.startsWith("versionId="));
        if (!wholeObject) {
            return request.method() + " " + request.target();
        }
        return switch (request.method()) {
            case "GET" -> "GetObject";
            case "HEAD" -> "HeadObject";
            case "DELETE" -> "DeleteObject";
            case "PUT" -> request.header("x-amz-copy-source").isPresent() ? "CopyObject" : "PutObject";
            default -> request.method();
        };
    }

    /// What a service answers to whom it throttles, in the protocol of the request.
    static HttpMessage throttling(HttpMessage request) {
        if (request.header("X-Amz-Target").isPresent()) {
            return HttpMessage.answer(
                    "400 Bad Request",
                    request.header("Content-Type").orElseThrow(),
                    "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}");
        }
        return isForm(request)
                ? HttpMessage.answer("429 Too Many Requests", "text/xml", """
                        <ErrorResponse><Error><Type>Sender</Type><Code>Throttled</Code><Message>Rate exceeded</Message></Error>\
                        <RequestId>1</RequestId></ErrorResponse>""")
                : HttpMessage.answer("503 Slow Down", XML, """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>""");
    }

    /// What S3 answers when a copy fails after it has begun to answer.
    static HttpMessage errorIn200() {
        return HttpMessage.answer("200 OK", XML, """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>InternalError</Code><Message>We encountered an internal error. Please try again.</Message></Error>""");
    }
}
