package dev.millrace.testing.aws;

import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The audit table, as `template.yaml` defines it, in memory.
public final class LocalAuditTable implements AutoCloseable {
    /// Its name.
    public static final String NAME = "audit";

    private final DynamoDbClient client = new InMemoryAws(Clock.systemUTC()).client(DynamoDbClient.builder());

    /// The client to use it with.
    public DynamoDbClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
