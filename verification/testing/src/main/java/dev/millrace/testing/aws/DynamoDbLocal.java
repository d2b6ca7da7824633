package dev.millrace.testing.aws;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/// The audit table, as `template.yaml` defines it, in AWS's own DynamoDB Local within this JVM: what the tables
/// in memory are held to.
public final class DynamoDbLocal implements AutoCloseable {
    private final DynamoDbClient client = DynamoDBEmbedded.create(true).dynamoDbClient();

    public DynamoDbLocal() {
        Map<String, Object> defined = Template.read().properties("AuditTable");
        client.createTable(t -> t.tableName(LocalAuditTable.NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes(defined))
                .keySchema(keys(defined))
                .globalSecondaryIndexes(indexes(defined)));
    }

    /// The client to use it with.
    public DynamoDbClient client() {
        return client;
    }

    private static List<AttributeDefinition> attributes(Map<String, Object> defined) {
        return list(defined.get("AttributeDefinitions")).stream()
                .map(a -> AttributeDefinition.builder()
                        .attributeName(text(a, "AttributeName"))
                        .attributeType(text(a, "AttributeType"))
                        .build())
                .toList();
    }

    private static List<KeySchemaElement> keys(Map<String, Object> defined) {
        return list(defined.get("KeySchema")).stream()
                .map(k -> KeySchemaElement.builder()
                        .attributeName(text(k, "AttributeName"))
                        .keyType(text(k, "KeyType"))
                        .build())
                .toList();
    }

    private static List<GlobalSecondaryIndex> indexes(Map<String, Object> defined) {
        return list(defined.get("GlobalSecondaryIndexes")).stream()
                .map(i -> GlobalSecondaryIndex.builder()
                        .indexName(text(i, "IndexName"))
                        .keySchema(keys(map(i)))
                        .projection(p -> p.projectionType(ProjectionType.ALL))
                        .build())
                .toList();
    }

    private static String text(Object mapping, String key) {
        return String.valueOf(map(mapping).get(key));
    }

    @Override
    public void close() {
        client.close();
    }
}
