package dev.millrace.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.parsing.Problem;
import dev.millrace.formats.Formats;
import dev.millrace.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A data contract may have each field that ODCS 3.1 has, and must have those that ODCS requires. The official
/// JSON schema comes with datacontract-cli, which `./millrace test` installs.
class OdcsSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode SCHEMA = schema();

    /// A kind of mapping, by its name in the schema.
    enum Part {
        CONTRACT(""),
        DESCRIPTION(""),
        SERVER("Server"),
        OBJECT("SchemaObject"),
        PROPERTY("SchemaBaseProperty"),
        QUALITY("DataQuality"),
        CHANNEL("SupportItem"),
        PRICE("Pricing"),
        TEAM("Team"),
        MEMBER("TeamMember"),
        ROLE("Role"),
        SLA("ServiceLevelAgreementProperty"),
        CUSTOM("CustomProperty");

        private final String definition;

        Part(String definition) {
            this.definition = definition;
        }

        /// One that is right, by its fields.
        private Map<String, String> right() {
            return switch (this) {
                case DESCRIPTION -> Map.of("usage", "any");
                case SERVER -> Map.of("server", "lake", "type", "s3", "location", "s3://a/");
                case PROPERTY -> Map.of("name", "amount", "logicalType", "integer");
                case QUALITY -> Map.of("type", "text", "description", "It is right.");
                case CHANNEL -> Map.of("channel", "orders");
                case PRICE -> Map.of("priceCurrency", "EUR");
                case TEAM -> Map.of("name", "orders");
                case MEMBER -> Map.of("username", "ana");
                case ROLE -> Map.of("role", "reader");
                case SLA -> Map.of("property", "latency", "value", "1");
                case CUSTOM -> Map.of("property", "own", "value", "1");
                case CONTRACT, OBJECT -> Map.of();
            };
        }

        private JsonNode inSchema() {
            return switch (this) {
                case CONTRACT -> SCHEMA;
                case DESCRIPTION -> SCHEMA.path("properties").path("description");
                default -> SCHEMA.path("$defs").path(definition);
            };
        }

        /// A contract with this part as it is given.
        private String contract(Map<String, String> fields) {
            String part = JSON.valueToTree(fields).toString();
            Map<String, String> all = new LinkedHashMap<>();
            all.put("apiVersion", "v3.1.0");
            all.put("kind", "DataContract");
            all.put("id", "urn:some");
            all.put("version", "1.0.0");
            all.put("status", "active");
            String property = this == PROPERTY ? part : "{\"name\": \"amount\", \"logicalType\": \"integer\"}";
            Map<String, String> object = new LinkedHashMap<>();
            object.put("name", "\"orders\"");
            object.put("properties", "[" + property + "]");
            if (this == OBJECT) {
                fields.forEach((name, value) ->
                        object.put(name, JSON.valueToTree(value).toString()));
            }
            if (this == QUALITY) {
                object.put("quality", "[" + part + "]");
            }
            if (this == CONTRACT) {
                all.putAll(fields);
                all.values().removeIf(LEFT_OUT::equals);
            }
            object.values().removeIf(("\"" + LEFT_OUT + "\"")::equals);
            var text = new StringBuilder();
            all.forEach((name, value) ->
                    text.append(name).append(": \"").append(value).append("\"\n"));
            if (!fields.containsKey("schema")) {
                text.append("schema: [").append(flow(object)).append("]\n");
            }
            if (this != CONTRACT || !fields.containsKey("customProperties")) {
                text.append("customProperties: [%s, %s%s]\n"
                        .formatted(
                                "{property: millrace.keyPattern, value: orders/*.csv}",
                                "{property: millrace.onNewVersion, value: append}",
                                this == CUSTOM ? ", " + part : ""));
            }
            text.append(
                    switch (this) {
                        case DESCRIPTION -> "description: " + part;
                        case SERVER -> "servers: [%s]".formatted(part);
                        case CHANNEL -> "support: [%s]".formatted(part);
                        case PRICE -> "price: " + part;
                        case TEAM -> "team: " + part;
                        case MEMBER -> "team: {\"members\": [%s]}".formatted(part);
                        case ROLE -> "roles: [%s]".formatted(part);
                        case SLA -> "slaProperties: [%s]".formatted(part);
                        case CONTRACT, OBJECT, PROPERTY, QUALITY, CUSTOM -> "";
                    });
            return text.append('\n').toString();
        }

        private static String flow(Map<String, String> fields) {
            return "{"
                    + String.join(
                            ", ",
                            fields.entrySet().stream()
                                    .map(field -> "\"%s\": %s".formatted(field.getKey(), field.getValue()))
                                    .toList())
                    + "}";
        }
    }

    /// Stands for a field that a contract does not have.
    private static final String LEFT_OUT = "(left out)";

    private static JsonNode schema() {
        Path lib = Checkout.root().resolve(".millrace/venv-checks/lib");
        try (Stream<Path> files =
                Files.find(lib, 6, (file, facts) -> file.endsWith("datacontract/schemas/odcs-3.1.0.schema.json"))) {
            Path file = files.findFirst()
                    .orElseThrow(
                            () -> new AssertionError("No schema below %s: tools/toolbox.sh checks".formatted(lib)));
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError("The schema is installed by tools/toolbox.sh checks", e);
        }
    }

    /// The fields of a definition, those of what it is made of too.
    private static Set<String> fields(JsonNode definition) {
        Set<String> names = new LinkedHashSet<>();
        definition.path("properties").fieldNames().forEachRemaining(names::add);
        for (String kind : List.of("allOf", "anyOf", "oneOf")) {
            definition.path(kind).forEach(other -> names.addAll(fields(referred(other))));
        }
        definition.path("allOf").forEach(rule -> names.addAll(fields(referred(rule.path("then")))));
        return names;
    }

    private static JsonNode referred(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#/$defs/")
                ? SCHEMA.path("$defs").path(reference.substring("#/$defs/".length()))
                : node;
    }

    private static List<String> problems(String contract) {
        return Formats.contract(contract.getBytes(UTF_8)) instanceof ParsedContract.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void everyFieldOfOdcsIsKnown(Part part) {
        Set<String> fields = fields(part.inSchema());

        assertThat(fields).as("fields of %s in the schema", part).hasSizeGreaterThan(2);
        var unknown = new ArrayList<String>();
        for (String field : fields) {
            Map<String, String> some = new LinkedHashMap<>(part.right());
            some.putIfAbsent(field, "some");
            problems(part.contract(some)).stream()
                    .filter(problem -> problem.contains("ODCS 3.1 has no field '%s'".formatted(field)))
                    .forEach(unknown::add);
        }
        assertThat(unknown).isEmpty();
    }

    /// ODCS leaves two of them open.
    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DESCRIPTION", "SERVER"})
    void aFieldThatOdcsDoesNotHaveIsRefused(Part part) {
        Map<String, String> some = new LinkedHashMap<>(part.right());
        some.put("purchaser", "some");

        assertThat(problems(part.contract(some)))
                .anyMatch(problem -> problem.contains("ODCS 3.1 has no field 'purchaser'"));
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void whatOdcsRequiresIsRequired(Part part) {
        var missed = new ArrayList<String>();
        part.inSchema().path("required").forEach(required -> {
            Map<String, String> some = new LinkedHashMap<>(part.right());
            if (part == Part.CONTRACT || part == Part.OBJECT) {
                some.put(required.asText(), LEFT_OUT);
            } else {
                some.remove(required.asText());
            }
            if (problems(part.contract(some)).isEmpty()) {
                missed.add(required.asText());
            }
        });
        assertThat(missed).isEmpty();
    }

    @Test
    void theContractsOfThisTestAreRightOtherwise() {
        for (Part part : Part.values()) {
            assertThat(problems(part.contract(part.right()))).as(part.name()).isEmpty();
        }
    }
}
