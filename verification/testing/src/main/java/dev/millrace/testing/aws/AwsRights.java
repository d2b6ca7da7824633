package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What AWS asks of whoever sends a request (Service Authorization Reference).
final class AwsRights {
    static final Right DECRYPT = new Right("kms:Decrypt", arn("kms", "key/Key"));
    static final Right GENERATE = new Right("kms:GenerateDataKey", arn("kms", "key/Key"));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// A part of a transaction takes the right of its own.
    private static final Map<String, String> PARTS = Map.of(
            "Put", "PutItem",
            "Update", "UpdateItem",
            "Delete", "DeleteItem",
            "Get", "GetItem",
            "ConditionCheck", "ConditionCheckItem");

    private AwsRights() {}

    /// @throws IllegalArgumentException when nobody has said what the request takes
    static List<Right> of(AwsRequest request) {
        return switch (request.service()) {
            case "s3" -> S3Rights.of(request);
            case "dynamodb" -> ofDynamo(request.operation(), json(request)).toList();
            case "states" -> List.of(ofStates(request.operation(), json(request)));
            case "sns" ->
                List.of(
                        new Right("sns:" + request.operation(), request.form().getOrDefault("TopicArn", "")),
                        GENERATE,
                        DECRYPT);
            case "glue" -> ofGlue(request.operation(), json(request));
            case "emr-serverless" -> ofEmrServerless(request);
            default ->
                throw new IllegalArgumentException(
                        "Nobody has said what rights %s takes: look them up".formatted(request.service()));
        };
    }

    /// What it takes beside to be told that something is not there.
    static List<Right> toMiss(AwsRequest request) {
        return request.service().equals("s3") ? S3Rights.toMiss(request) : List.of();
    }

    private static Stream<Right> ofDynamo(String operation, JsonNode input) {
        if (operation.equals("TransactWriteItems") || operation.equals("TransactGetItems")) {
            return input.path("TransactItems")
                    .valueStream()
                    .flatMap(JsonNode::propertyStream)
                    .map(part -> new Right("dynamodb:" + PARTS.get(part.getKey()), table(part.getValue())));
        }
        if (input.has("RequestItems")) {
            return input.path("RequestItems")
                    .propertyStream()
                    .map(items -> new Right("dynamodb:" + operation, arn("dynamodb", "table/" + items.getKey())));
        }
        String index = input.path("IndexName").asText();
        String whole = table(input);
        return Stream.of(new Right("dynamodb:" + operation, index.isEmpty() ? whole : whole + "/index/" + index));
    }

    private static String table(JsonNode input) {
        return arn("dynamodb", "table/" + input.path("TableName").asText());
    }

    private static Right ofStates(String operation, JsonNode input) {
        return switch (operation) {
            case "StartExecution", "ListExecutions" ->
                new Right("states:" + operation, input.path("stateMachineArn").asText());
            case "DescribeExecution", "StopExecution" ->
                new Right("states:" + operation, input.path("executionArn").asText());
            // A token says of itself whose it is; only batches have tasks that wait for one.
            case "SendTaskSuccess", "SendTaskFailure" ->
                new Right("states:" + operation, arn("states", "stateMachine:millrace-ingest-batch"));
            default ->
                throw new IllegalArgumentException(
                        "Nobody has said what rights Step Functions' %s takes: look it up".formatted(operation));
        };
    }

    /// A table takes the right to its database and catalog, too.
    private static List<Right> ofGlue(String operation, JsonNode input) {
        String action = "glue:" + operation;
        if (operation.contains("Crawler")) {
            return ofCrawler(operation, input);
        }
        if (operation.contains("JobRun")) {
            return List.of(
                    new Right(action, arn("glue", "job/" + input.path("JobName").asText())));
        }
        String database = input.path("DatabaseName").asText();
        JsonNode name = input.path("TableInput").has("Name") ? input.at("/TableInput/Name") : input.path("TableName");
        String table = name.isMissingNode() ? input.path("Name").asText() : name.asText();
        return Stream.of("catalog", "database/" + database, "table/" + database + "/" + table)
                .map(resource -> new Right(action, arn("glue", resource)))
                .toList();
    }

    /// The role is handed to Glue where the request names one. Whoever makes a crawler with tags must be let tag it.
    private static List<Right> ofCrawler(String operation, JsonNode input) {
        String crawler = arn("glue", "crawler/" + input.path("Name").asText());
        Map<String, String> tags = input.path("Tags")
                .propertyStream()
                .collect(Collectors.toMap(
                        tag -> "aws:RequestTag/" + tag.getKey(),
                        tag -> tag.getValue().asText()));
        Stream<Right> itself = Stream.of(new Right("glue:" + operation, crawler, tags));
        Stream<Right> tagging = tags.isEmpty() ? Stream.of() : Stream.of(new Right("glue:TagResource", crawler));
        Stream<Right> passing = input.has("Role")
                ? Stream.of(Right.toPass(input.path("Role").asText(), "glue.amazonaws.com"))
                : Stream.of();
        return Stream.of(itself, tagging, passing).flatMap(rights -> rights).toList();
    }

    private static List<Right> ofEmrServerless(AwsRequest request) {
        var right = new Right("emr-serverless:" + request.operation(), application(request));
        return request.operation().equals("StartJobRun")
                ? List.of(
                        right,
                        Right.toPass(json(request).path("executionRoleArn").asText(), "emr-serverless.amazonaws.com"))
                : List.of(right);
    }

    private static String application(AwsRequest request) {
        return arn("emr-serverless", request.http().encodedPath());
    }

    private static JsonNode json(AwsRequest request) {
        try {
            return MAPPER.readTree(request.body().asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String arn(String service, String resource) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, RolePolicy.REGION, RolePolicy.ACCOUNT, resource);
    }
}
