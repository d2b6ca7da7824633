package dev.millrace.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A function as tutorials show it: a client by the SDK's defaults, a map as the event, one write, one line in the log.
public final class OrdinaryHandler implements RequestHandler<Map<String, String>, Map<String, String>> {
    private static final Logger LOG = LoggerFactory.getLogger(OrdinaryHandler.class);

    private final DynamoDbClient dynamo = DynamoDbClient.create();

    @Override
    public Map<String, String> handleRequest(Map<String, String> event, Context context) {
        dynamo.updateItem(request -> request.tableName(System.getenv("AUDIT_TABLE"))
                .key(Map.of(
                        "dataset", AttributeValue.fromS(event.get("dataset")),
                        "object", AttributeValue.fromS(event.get("object"))))
                .updateExpression("SET loaded = :rows")
                .conditionExpression("attribute_exists(#state)")
                .expressionAttributeNames(Map.of("#state", "state"))
                .expressionAttributeValues(Map.of(":rows", AttributeValue.fromN(event.get("rows")))));
        LOG.info("Marked {}", event.get("object"));
        return Map.of("state", "INGESTED");
    }
}
