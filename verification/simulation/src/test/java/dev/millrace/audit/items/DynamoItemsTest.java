package dev.millrace.audit.items;

import dev.millrace.testing.aws.DynamoDbLocal;
import dev.millrace.testing.aws.LocalAuditTable;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoItemsTest extends ItemStoreBehaviour {
    private static final DynamoDbLocal TABLE = new DynamoDbLocal();

    @Override
    ItemStore store() {
        return new DynamoItems(TABLE.client(), LocalAuditTable.NAME);
    }

    @Override
    void close() {
        TABLE.client()
                .scanPaginator(s -> s.tableName(LocalAuditTable.NAME))
                .items()
                .forEach(DynamoItemsTest::delete);
    }

    private static void delete(Map<String, AttributeValue> item) {
        var key = new ItemKey(
                Attributes.required(item, Attributes.DATASET).s(),
                Attributes.required(item, Attributes.OBJECT).s());
        TABLE.client().deleteItem(d -> d.tableName(LocalAuditTable.NAME).key(key.attributes()));
    }

    @AfterAll
    static void closeTable() {
        TABLE.close();
    }
}
