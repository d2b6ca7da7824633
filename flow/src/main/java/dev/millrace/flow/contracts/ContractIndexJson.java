package dev.millrace.flow.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.contract.keys.KeyPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The index of contracts as the JSON object in the contracts bucket.
final class ContractIndexJson {
    private ContractIndexJson() {}

    static ContractIndex read(byte[] json) {
        try {
            var contracts = new ArrayList<ContractRef>();
            for (JsonNode node : Json.MAPPER.readTree(json).path("contracts")) {
                var pin = new ContractPin(
                        node.path("dataset").asText(),
                        node.path("version").asText(),
                        node.path("sha256").asText());
                contracts.add(new ContractRef(
                        pin,
                        KeyPattern.of(node.path("keyPattern").asText()),
                        Cadence.ofText(node.path("cadence").asText()).orElseThrow(),
                        Instant.parse(node.path("appliedAt").asText()),
                        Optional.ofNullable(node.get("controlFile"))
                                .map(JsonNode::asText)
                                .map(ControlFile::of),
                        Optional.ofNullable(node.get("acceptedBreaking")).map(JsonNode::asText),
                        Optional.ofNullable(node.get("keepRawDays")).map(JsonNode::asInt),
                        node.path("retired").asBoolean()));
            }
            return new ContractIndex(contracts);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "index.json of the contracts bucket cannot be read. Restore its last good version.", e);
        }
    }

    static byte[] write(ContractIndex index) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ArrayNode contracts = root.putArray("contracts");
        for (ContractRef ref : index.contracts()) {
            ObjectNode line = contracts
                    .addObject()
                    .put("dataset", ref.pin().dataset())
                    .put("version", ref.pin().version())
                    .put("sha256", ref.pin().sha256())
                    .put("keyPattern", ref.keyPattern().toString())
                    .put("cadence", ref.cadence().text())
                    .put("appliedAt", ref.appliedAt().toString());
            ref.controlFile().ifPresent(control -> line.put("controlFile", control.text()));
            ref.acceptedBreaking().ifPresent(reason -> line.put("acceptedBreaking", reason));
            ref.keepRawDays().ifPresent(days -> line.put("keepRawDays", days));
            if (ref.retired()) {
                line.put("retired", true);
            }
        }
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An index of plain texts always has a JSON form", e);
        }
    }

    /// The index with the line of one dataset added or replaced.
    static ContractIndex with(ContractIndex index, ContractRef ref) {
        List<ContractRef> contracts = new ArrayList<>(index.contracts());
        contracts.removeIf(c -> c.pin().dataset().equals(ref.pin().dataset()));
        contracts.add(ref);
        contracts.sort(Comparator.comparing(c -> c.pin().dataset()));
        return new ContractIndex(contracts);
    }
}
