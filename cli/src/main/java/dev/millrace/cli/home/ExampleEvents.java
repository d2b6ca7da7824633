package dev.millrace.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.cli.files.Uploader;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.FunctionName;
import dev.millrace.cli.stack.Functions;
import dev.millrace.cli.stack.Outcomes;
import dev.millrace.cli.stack.Stack;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The example events of the folder `events`, made ready: their samples are uploaded, what must have happened before
/// is done, and their placeholders are filled in (see `events/README.md`).
public final class ExampleEvents {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private static final List<String> NUMBERS = List.of("Fence", "Rows", "Size");
    private static final Duration RECORDED = Duration.ofSeconds(60);

    private final Stack stack;
    private final Path folder;
    private final Functions functions;

    /// @param folder the folder `events` of the checkout
    /// @param remarks is told when a function is waited for
    ExampleEvents(Stack stack, Path folder, Consumer<String> remarks) {
        this.stack = stack;
        this.folder = folder;
        this.functions = new Functions(stack, remarks);
    }

    /// An event that can be sent.
    ///
    /// @param name of its file, without `.json`
    record Ready(String name, FunctionName function, JsonNode event) {}

    /// Names of all example events.
    List<String> names() {
        return read(folder.resolve("samples/samples.json")).properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Puts the contract of the samples in force.
    void applyContract() {
        Path contract = folder.resolve("samples/orders.odcs.yaml");
        try {
            if (stack.contracts().apply(Files.readAllBytes(contract)) instanceof ApplyResult.Refused refused) {
                throw new UserError("%s is refused: %s".formatted(contract, refused.problems()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(contract + " cannot be read", e);
        }
    }

    /// Makes one event ready, on an object of its own.
    Ready ready(String name) {
        JsonNode plan = read(folder.resolve("samples/samples.json")).path(name);
        if (plan.isMissingNode()) {
            throw new UserError(
                    "events/samples/samples.json says nothing about %s; it knows %s".formatted(name, names()));
        }
        Map<String, String> values = uploaded(name, plan.path("sample").asText());
        for (JsonNode before : plan.path("after")) {
            take(before.asText(), values);
        }
        return new Ready(name, functionOf(name), filled(read(folder.resolve(name + ".json")), values));
    }

    /// Whether an event has placeholders.
    static boolean hasPlaceholders(JsonNode event) {
        return PLACEHOLDER.matcher(event.toString()).find();
    }

    private void take(String name, Map<String, String> values) {
        JsonNode answer = functions.invoke(functionOf(name), filled(read(folder.resolve(name + ".json")), values));
        if (answer.hasNonNull("rows")) {
            values.put("Rows", answer.path("rows").asText());
        }
        String fence = answer.at("/claim/fence").asText("");
        if (!fence.isEmpty()) {
            values.put("Fence", fence);
        }
    }

    private Map<String, String> uploaded(String name, String sample) {
        String key = "events/orders/%s-%d.csv".formatted(name, Instant.now().toEpochMilli());
        Path file = folder.resolve("samples").resolve(sample);
        ObjectVersion object = new Uploader(stack).put(file, key);
        AuditRecord record = recorded(object);
        var values = new LinkedHashMap<String, String>();
        values.put("Bucket", object.bucket());
        values.put("Key", object.key());
        values.put("EncodedKey", URLEncoder.encode(object.key(), StandardCharsets.UTF_8));
        values.put("VersionId", object.versionId());
        values.put("Oid", object.id().hex());
        values.put("Size", Long.toString(record.size()));
        values.put("ETag", String.valueOf(record.etag()));
        values.put("Dataset", record.key().dataset());
        values.put("Object", record.key().object());
        values.put("Fence", Long.toString(record.fence()));
        values.put("Rows", "0");
        String[] stateMachine = stack.output("IngestFileStateMachine").split(":", -1);
        values.put("Region", stateMachine[3]);
        values.put("Account", stateMachine[4]);
        values.put("StateMachine", stateMachine[6]);
        values.put("BatchStateMachine", stack.output("IngestBatchStateMachine").split(":", -1)[6]);
        values.put("Time", record.arrived().truncatedTo(ChronoUnit.SECONDS).toString());
        values.put(
                "Batch",
                BatchRef.at("event_orders", Cadence.DAILY.text(), Instant.now()).batch());
        return values;
    }

    private AuditRecord recorded(ObjectVersion object) {
        var outcomes = new Outcomes(new AuditView(stack), record -> {});
        if (!outcomes.await(List.of(object), RECORDED) || outcomes.records().isEmpty()) {
            throw new UserError("%s was not recorded in %d s. See %s"
                    .formatted(object, RECORDED.toSeconds(), stack.commands().logs("start-ingestion")));
        }
        return outcomes.records().getFirst();
    }

    private FunctionName functionOf(String name) {
        return new FunctionName(read(folder.resolve("samples/samples.json"))
                .path(name)
                .path("function")
                .asText());
    }

    private static JsonNode read(Path file) {
        try {
            return Json.MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /// The event with its placeholders filled in; a text that is nothing but a number's placeholder becomes a number.
    public static JsonNode filled(JsonNode node, Map<String, String> values) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(field -> copy.set(field.getKey(), filled(field.getValue(), values)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(element -> copy.add(filled(element, values)));
                yield copy;
            }
            case TextNode text -> text(text.textValue(), values);
            default -> node;
        };
    }

    private static JsonNode text(String text, Map<String, String> values) {
        Matcher whole = PLACEHOLDER.matcher(text);
        if (whole.matches() && NUMBERS.contains(whole.group(1))) {
            return LongNode.valueOf(Long.parseLong(value(whole.group(1), values)));
        }
        return TextNode.valueOf(PLACEHOLDER
                .matcher(text)
                .replaceAll(placeholder -> Matcher.quoteReplacement(value(placeholder.group(1), values))));
    }

    private static String value(String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new UserError("No value for the placeholder ${%s}; known are %s".formatted(name, values.keySet()));
        }
        return value;
    }
}
