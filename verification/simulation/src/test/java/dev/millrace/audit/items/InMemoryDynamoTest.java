package dev.millrace.audit.items;

import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.InMemoryAws;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class InMemoryDynamoTest extends ItemStoreBehaviour {
    @Override
    ItemStore store() {
        var aws = new InMemoryAws(new SettableClock());
        return new DynamoItems(aws.client(DynamoDbClient.builder()), aws.auditTable());
    }
}
