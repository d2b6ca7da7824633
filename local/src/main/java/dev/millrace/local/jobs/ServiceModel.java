package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A service as AWS describes it to its SDKs: botocore's `service-2.json`.
final class ServiceModel {
    /// Errors that any operation of any service may answer with ("Common Errors" of the API references), which no
    /// model lists.
    private static final Set<String> COMMON = Set.of(
            "AccessDeniedException",
            "InternalFailure",
            "SerializationException",
            "ThrottlingException",
            "UnknownOperationException",
            "UnrecognizedClientException",
            "ValidationException");

    private static final int BAD_REQUEST = 400;

    private final JsonNode operations;
    private final JsonNode shapes;

    ServiceModel(JsonNode model) {
        operations = model.path("operations");
        shapes = model.path("shapes");
        if (operations.isEmpty() || shapes.isEmpty()) {
            throw new IllegalArgumentException("This is no service model");
        }
    }

    /// The newest model of a service.
    ///
    /// @param botocore the folder `botocore/data`
    /// @param service such as `emr-serverless`
    static ServiceModel of(Path botocore, String service) {
        try (Stream<Path> releases = Files.list(botocore.resolve(service))) {
            Path newest = releases.max(Comparator.naturalOrder())
                    .orElseThrow(() -> new UserError("botocore has no model of " + service));
            return new ServiceModel(read(newest));
        } catch (IOException e) {
            throw new UncheckedIOException("The model of %s in %s cannot be read".formatted(service, botocore), e);
        }
    }

    private static JsonNode read(Path folder) throws IOException {
        Path packed = folder.resolve("service-2.json.gz");
        Path file = Files.exists(packed) ? packed : folder.resolve("service-2.json");
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = Files.exists(packed) ? new GZIPInputStream(bytes) : bytes) {
            return ProtocolJson.MAPPER.readTree(plain);
        }
    }

    boolean has(String operation) {
        return operations.has(operation);
    }

    /// The operation that a request of a REST protocol is for.
    ///
    /// @param path still encoded
    Optional<RestRoute> route(String method, String path) {
        return operations.properties().stream()
                .flatMap(operation ->
                        RestRoute.match(operation.getKey(), operation.getValue().path("http"), method, path).stream())
                .findFirst();
    }

    /// What is wrong with an operation's input; empty when nothing is.
    List<String> problemsOfInput(String operation, JsonNode input) {
        return problems(operations.path(operation).path("input"), input);
    }

    /// What is wrong with an operation's answer; empty when nothing is.
    List<String> problemsOfOutput(String operation, JsonNode output) {
        return problems(operations.path(operation).path("output"), output);
    }

    private List<String> problems(JsonNode reference, JsonNode value) {
        var problems = new ArrayList<String>();
        if (reference.isMissingNode()) {
            if (!value.isEmpty()) {
                problems.add("there must be nothing");
            }
        } else {
            new ShapeCheck(shapes, problems).check("", reference, value);
        }
        return problems;
    }

    /// The members of an operation's input that do not come in its body, by their names.
    JsonNode inputMembers(String operation) {
        return shapes.path(
                        operations.path(operation).path("input").path("shape").asText())
                .path("members");
    }

    /// The type of a shape, such as `timestamp`.
    String typeOf(JsonNode reference) {
        return shapes.path(reference.path("shape").asText()).path("type").asText();
    }

    /// What is wrong with an operation's answering by an error; empty when nothing is.
    List<String> problemsOfError(String operation, Refusal refusal) {
        var known = new TreeSet<>(COMMON);
        operations
                .path(operation)
                .path("errors")
                .forEach(error -> known.add(error.path("shape").asText()));
        if (!known.contains(refusal.code())) {
            return List.of("%s answers with no %s".formatted(operation, refusal.code()));
        }
        JsonNode shape = shapes.path(refusal.code());
        if (shape.isMissingNode()) {
            return List.of();
        }
        var problems = new ArrayList<String>();
        ObjectNode body = ProtocolJson.object();
        String message = shape.path("members").has("Message") ? "Message" : "message";
        body.put(message, refusal.text());
        new ShapeCheck(shapes, problems).check("", ProtocolJson.object().put("shape", refusal.code()), body);
        return problems;
    }

    /// The status that an error comes with.
    int statusOf(String code) {
        return shapes.path(code).path("error").path("httpStatusCode").asInt(BAD_REQUEST);
    }
}
