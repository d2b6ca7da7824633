package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A service whose requests and answers are JSON.
abstract class JsonServer implements AwsServer {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// A refusal by a code of the service's documentation; always the status 400.
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        @SuppressWarnings("serial") // It is never written.
        private final Consumer<ObjectNode> more;

        Refusal(String code, String message) {
            this(code, message, answer -> {});
        }

        /// @param more adds to the answer what its code says besides
        Refusal(String code, String message, Consumer<ObjectNode> more) {
            super(message);
            this.code = code;
            this.more = more;
        }
    }

    /// Carries an operation out.
    ///
    /// @throws Refusal when the service refuses it
    abstract ObjectNode carryOut(String operation, ObjectNode request);

    @Override
    public final synchronized AwsAnswer answer(AwsRequest request) {
        try {
            ObjectNode asked = (ObjectNode) MAPPER.readTree(request.body().asByteArray());
            return AwsAnswer.text(
                    200,
                    "application/x-amz-json-1.0",
                    carryOut(request.operation(), asked).toString());
        } catch (Refusal e) {
            return Failures.json(400, e.code, String.valueOf(e.getMessage()), e.more);
        } catch (IOException e) {
            return Failures.answer(request, 400, "SerializationException", String.valueOf(e.getMessage()));
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// Refuses what a request says and this server does not heed.
    static void requireHeeded(String operation, ObjectNode request, String... heeded) {
        var others = new TreeSet<String>();
        request.fieldNames().forEachRemaining(others::add);
        others.removeAll(Set.copyOf(Arrays.asList(heeded)));
        if (!others.isEmpty()) {
            throw notBuilt(operation + " with " + others);
        }
    }

    static Refusal notBuilt(String what) {
        return new Refusal(
                "NotImplemented", "This service in memory has not " + what + ": build it before you rely on it");
    }
}
