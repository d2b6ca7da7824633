package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The catalog of Glue: databases, tables and partitions, as far as Millrace uses them (Glue API reference,
/// "Catalog").
public final class InMemoryCatalog extends JsonServer {
    /// The requests about several partitions take at most this many.
    private static final int MAX_PARTITIONS = 100;

    private final Map<String, Map<String, Table>> databases = new HashMap<>();

    InMemoryCatalog() {}

    /// A table; partitions by their values.
    private static final class Table {
        ObjectNode input;
        int version;
        final Map<List<String>, ObjectNode> partitions = new LinkedHashMap<>();

        Table(ObjectNode input) {
            this.input = input;
        }
    }

    /// Makes a database.
    public synchronized void database(String name) {
        databases.putIfAbsent(folded(name), new LinkedHashMap<>());
    }

    /// The values of a table's partitions, in the order they were registered.
    public synchronized List<List<String>> partitions(String database, String table) {
        return List.copyOf(table(database, table).partitions.keySet());
    }

    @Override
    ObjectNode carryOut(String operation, ObjectNode request) {
        return switch (operation) {
            case "GetTable" -> get(request);
            case "CreateTable" -> create(request);
            case "UpdateTable" -> update(request);
            case "BatchCreatePartition" -> register(request);
            case "GetPartitions" -> list(request);
            case "BatchGetPartition" -> some(request);
            case "BatchUpdatePartition" -> replace(request);
            case "DeletePartition" -> delete(request);
            default -> throw notBuilt(operation);
        };
    }

    private ObjectNode get(ObjectNode request) {
        requireHeeded("GetTable", request, "DatabaseName", "Name");
        String database = request.path("DatabaseName").asText();
        Table table = table(database, request.path("Name").asText());
        ObjectNode answer = object();
        ObjectNode described = answer.putObject("Table");
        described.setAll(table.input.deepCopy());
        described.put("DatabaseName", folded(database)).put("VersionId", String.valueOf(table.version));
        return answer;
    }

    private ObjectNode create(ObjectNode request) {
        requireHeeded("CreateTable", request, "DatabaseName", "TableInput");
        ObjectNode input = input(request);
        var table = new Table(input);
        if (tables(request.path("DatabaseName").asText())
                        .putIfAbsent(input.path("Name").asText(), table)
                != null) {
            throw new Refusal("AlreadyExistsException", "Table already exists.");
        }
        return object();
    }

    private ObjectNode update(ObjectNode request) {
        requireHeeded("UpdateTable", request, "DatabaseName", "TableInput", "VersionId");
        ObjectNode input = input(request);
        Table table =
                table(request.path("DatabaseName").asText(), input.path("Name").asText());
        if (request.has("VersionId") && !request.path("VersionId").asText().equals(String.valueOf(table.version))) {
            throw new Refusal(
                    "ConcurrentModificationException", "Update table failed due to concurrent modifications.");
        }
        table.input = input;
        table.version++;
        return object();
    }

    private static ObjectNode input(ObjectNode request) {
        ObjectNode input = request.required("TableInput").deepCopy();
        return input.put("Name", folded(input.path("Name").asText()));
    }

    private ObjectNode register(ObjectNode request) {
        requireHeeded("BatchCreatePartition", request, "DatabaseName", "TableName", "PartitionInputList");
        Table table = table(
                request.path("DatabaseName").asText(), request.path("TableName").asText());
        JsonNode inputs = atMost(request.path("PartitionInputList"));
        ObjectNode answer = object();
        ArrayNode errors = answer.putArray("Errors");
        inputs.forEach(input -> {
            if (table.partitions.putIfAbsent(values(input), (ObjectNode) input) != null) {
                errors.add(error(input, "AlreadyExistsException", "Partition already exists."));
            }
        });
        return answer;
    }

    /// What BatchCreatePartition says of a partition that it did not create.
    static ObjectNode error(JsonNode input, String code, String message) {
        ObjectNode error = object();
        error.set("PartitionValues", input.path("Values"));
        error.putObject("ErrorDetail").put("ErrorCode", code).put("ErrorMessage", message);
        return error;
    }

    private static JsonNode atMost(JsonNode list) {
        if (list.size() > MAX_PARTITIONS) {
            throw new Refusal("InvalidInputException", "At most %d partitions at once".formatted(MAX_PARTITIONS));
        }
        return list;
    }

    private ObjectNode some(ObjectNode request) {
        requireHeeded("BatchGetPartition", request, "DatabaseName", "TableName", "PartitionsToGet");
        Table table = table(
                request.path("DatabaseName").asText(), request.path("TableName").asText());
        ObjectNode answer = object();
        ArrayNode found = answer.putArray("Partitions");
        ArrayNode others = answer.putArray("UnprocessedKeys");
        atMost(request.path("PartitionsToGet")).forEach(wanted -> {
            ObjectNode partition = table.partitions.get(values(wanted));
            if (partition == null) {
                others.add(wanted);
            } else {
                found.add(partition);
            }
        });
        return answer;
    }

    private ObjectNode replace(ObjectNode request) {
        requireHeeded("BatchUpdatePartition", request, "DatabaseName", "TableName", "Entries");
        Table table = table(
                request.path("DatabaseName").asText(), request.path("TableName").asText());
        ObjectNode answer = object();
        ArrayNode errors = answer.putArray("Errors");
        atMost(request.path("Entries")).forEach(entry -> {
            List<String> values = values(entry, "PartitionValueList");
            if (table.partitions.replace(values, (ObjectNode) entry.required("PartitionInput")) == null) {
                ObjectNode error = errors.addObject();
                error.set("PartitionValueList", entry.path("PartitionValueList"));
                error.putObject("ErrorDetail").put("ErrorCode", "EntityNotFoundException");
            }
        });
        return answer;
    }

    private ObjectNode delete(ObjectNode request) {
        requireHeeded("DeletePartition", request, "DatabaseName", "TableName", "PartitionValues");
        Table table = table(
                request.path("DatabaseName").asText(), request.path("TableName").asText());
        if (table.partitions.remove(values(request, "PartitionValues")) == null) {
            throw new Refusal("EntityNotFoundException", "Cannot find partition.");
        }
        return object();
    }

    private ObjectNode list(ObjectNode request) {
        requireHeeded("GetPartitions", request, "DatabaseName", "TableName", "ExcludeColumnSchema");
        ObjectNode answer = object();
        ArrayNode partitions = answer.putArray("Partitions");
        table(request.path("DatabaseName").asText(), request.path("TableName").asText())
                .partitions
                .values()
                .forEach(partitions::add);
        return answer;
    }

    private static List<String> values(JsonNode input) {
        return values(input, "Values");
    }

    private static List<String> values(JsonNode input, String field) {
        return input.path(field).valueStream().map(JsonNode::asText).toList();
    }

    private Map<String, Table> tables(String database) {
        Map<String, Table> tables = databases.get(folded(database));
        if (tables == null) {
            throw new Refusal("EntityNotFoundException", "Database " + database + " not found.");
        }
        return tables;
    }

    private Table table(String database, String name) {
        Table table = tables(database).get(folded(name));
        if (table == null) {
            throw new Refusal("EntityNotFoundException", "Table " + name + " not found.");
        }
        return table;
    }

    /// Glue folds names to lowercase, for Hive's sake.
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
