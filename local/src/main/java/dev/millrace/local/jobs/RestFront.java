package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// The protocol REST-JSON, as EMR Serverless speaks it: the operation stands in method and path, some members of its
/// input in path and query.
final class RestFront implements Front {
    private static final String TYPE = "application/json";
    private static final int NOT_FOUND = 404;

    private final ServiceModel model;
    private final Operations operations;
    private final Guard guard;

    RestFront(ServiceModel model, Operations operations, Guard guard) {
        this.model = model;
        this.operations = operations;
        this.guard = guard;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        Optional<RestRoute> route = model.route(call.method(), call.path());
        if (route.isEmpty() || !operations.names().contains(route.get().operation())) {
            var unknown = new Refusal(
                    "UnknownOperationException", "%s %s is not served at home".formatted(call.method(), call.path()));
            return HttpReply.refusal(NOT_FOUND, TYPE, unknown);
        }
        try {
            ObjectNode input = input(route.get(), call);
            guard.admit(call, NeededRights.ofEmr(route.get().operation(), input));
            return HttpReply.json(
                    HttpReply.OK, TYPE, operations.call(route.get().operation(), input));
        } catch (Refusal refusal) {
            return HttpReply.refusal(model.statusOf(refusal.code()), TYPE, refusal);
        }
    }

    private ObjectNode input(RestRoute route, HttpCall call) {
        ObjectNode input = ProtocolJson.read(call.body());
        JsonNode members = model.inputMembers(route.operation());
        members.properties().forEach(member -> {
            String wire = member.getValue().path("locationName").asText(member.getKey());
            switch (member.getValue().path("location").asText()) {
                case "uri" ->
                    Optional.ofNullable(route.labels().get(wire)).ifPresent(value -> input.put(member.getKey(), value));
                case "querystring" -> addFromQuery(input, member.getKey(), wire, member.getValue(), call.query());
                default -> {
                    // It stands in the body.
                }
            }
        });
        return input;
    }

    private void addFromQuery(ObjectNode input, String name, String wire, JsonNode reference, String query) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && decoded(pair.substring(0, equals)).equals(wire)) {
                put(input, name, model.typeOf(reference), decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static void put(ObjectNode input, String name, String type, String value) {
        try {
            switch (type) {
                case "list" -> input.withArray("/" + name).add(value);
                case "integer", "long" -> input.put(name, Long.parseLong(value));
                case "boolean" -> input.put(name, Boolean.parseBoolean(value));
                case "timestamp" -> input.put(name, ProtocolJson.seconds(Instant.parse(value)));
                default -> input.put(name, value);
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new Refusal("ValidationException", "%s is no %s".formatted(name, type));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
