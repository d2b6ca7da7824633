package dev.millrace.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls of Glue that the job makes, on loopback, in Glue's own protocol: real clients speak to it, also in other
/// processes. Pages have two partitions.
final class GlueOverHttp implements AutoCloseable {
    private static final int PAGE = 2;

    private final JsonMapper mapper = new JsonMapper();
    private final Map<String, ObjectNode> tables = new HashMap<>();
    private final Map<String, List<ObjectNode>> partitions = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final HttpServer server;

    GlueOverHttp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The names of the calls that changed something.
    List<String> changes() {
        return List.copyOf(calls);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("AWSGlue.", "");
        JsonNode request = mapper.readTree(exchange.getRequestBody());
        int status = 200;
        ObjectNode reply;
        try {
            reply = reply(call, request);
        } catch (GlueError e) {
            status = 400;
            reply = mapper.createObjectNode().put("__type", e.getMessage()).put("Message", e.getMessage());
        }
        byte[] bytes = reply.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode reply(String call, JsonNode request) throws GlueError {
        if (!call.startsWith("Get")) {
            calls.add(call);
        }
        return switch (call) {
            case "GetTable" -> mapper.createObjectNode().set("Table", table(request, "Name"));
            case "CreateTable" -> createTable(request);
            case "UpdateTable" -> updateTable(request);
            case "GetPartitions" -> getPartitions(request);
            case "BatchCreatePartition" -> batchCreate(request);
            case "BatchUpdatePartition" -> batchUpdate(request);
            case "DeletePartition" -> delete(request);
            default -> throw new GlueError("InvalidInputException");
        };
    }

    private static String key(JsonNode request, String name) {
        return request.path("DatabaseName").asText() + "." + request.path(name).asText();
    }

    private ObjectNode table(JsonNode request, String name) throws GlueError {
        ObjectNode table = tables.get(key(request, name));
        if (table == null) {
            throw new GlueError("EntityNotFoundException");
        }
        return table;
    }

    private ObjectNode createTable(JsonNode request) throws GlueError {
        ObjectNode input = request.path("TableInput").deepCopy();
        String key =
                request.path("DatabaseName").asText() + "." + input.path("Name").asText();
        if (tables.containsKey(key)) {
            throw new GlueError("AlreadyExistsException");
        }
        tables.put(key, input.put("VersionId", "0"));
        partitions.put(key, new ArrayList<>());
        return mapper.createObjectNode();
    }

    private ObjectNode updateTable(JsonNode request) throws GlueError {
        ObjectNode input = request.path("TableInput").deepCopy();
        String key =
                request.path("DatabaseName").asText() + "." + input.path("Name").asText();
        ObjectNode there = tables.get(key);
        if (there == null || !there.path("VersionId").equals(request.path("VersionId"))) {
            throw new GlueError("ConcurrentModificationException");
        }
        tables.put(
                key,
                input.put("VersionId", Integer.toString(there.path("VersionId").asInt() + 1)));
        return mapper.createObjectNode();
    }

    private List<ObjectNode> all(JsonNode request) {
        return partitions.computeIfAbsent(key(request, "TableName"), key -> new ArrayList<>());
    }

    private ObjectNode getPartitions(JsonNode request) throws GlueError {
        table(request, "TableName");
        List<ObjectNode> all = all(request);
        int from = request.path("NextToken").asInt(0);
        int to = Math.min(from + PAGE, all.size());
        ObjectNode reply = mapper.createObjectNode();
        ArrayNode page = reply.putArray("Partitions");
        all.subList(from, to).forEach(page::add);
        if (to < all.size()) {
            reply.put("NextToken", Integer.toString(to));
        }
        return reply;
    }

    private ObjectNode batchCreate(JsonNode request) throws GlueError {
        table(request, "TableName");
        ObjectNode reply = mapper.createObjectNode();
        ArrayNode errors = reply.putArray("Errors");
        for (JsonNode input : request.path("PartitionInputList")) {
            if (find(request, input.path("Values")) != null) {
                error(errors, "PartitionValues", input.path("Values"), "AlreadyExistsException");
            } else {
                all(request).add(input.deepCopy());
            }
        }
        return reply;
    }

    private static void error(ArrayNode errors, String field, JsonNode values, String code) {
        ObjectNode error = errors.addObject();
        error.set(field, values);
        error.putObject("ErrorDetail").put("ErrorCode", code);
    }

    private @Nullable ObjectNode find(JsonNode request, JsonNode values) {
        return all(request).stream()
                .filter(partition -> partition.path("Values").equals(values))
                .findFirst()
                .orElse(null);
    }

    private ObjectNode batchUpdate(JsonNode request) throws GlueError {
        table(request, "TableName");
        ObjectNode reply = mapper.createObjectNode();
        ArrayNode errors = reply.putArray("Errors");
        for (JsonNode entry : request.path("Entries")) {
            ObjectNode there = find(request, entry.path("PartitionValueList"));
            if (there == null) {
                error(errors, "PartitionValueList", entry.path("PartitionValueList"), "EntityNotFoundException");
            } else {
                there.removeAll();
                there.setAll((ObjectNode) entry.path("PartitionInput").deepCopy());
            }
        }
        return reply;
    }

    private ObjectNode delete(JsonNode request) throws GlueError {
        table(request, "TableName");
        ObjectNode there = find(request, request.path("PartitionValues"));
        if (there == null) {
            throw new GlueError("EntityNotFoundException");
        }
        all(request).remove(there);
        return mapper.createObjectNode();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static final class GlueError extends Exception {
        private static final long serialVersionUID = 1;

        GlueError(String code) {
            super(code);
        }
    }
}
