package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.faults.UnreadableRecord;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ReadingADatasetTest {
    private static final String PARTITION = "on-arrival/airports";

    /// DynamoDB ends a page at 1 MB.
    private static final int BYTES_OF_A_RECORD = 100_000;

    private final AuditFixture fixture = new AuditFixture();
    private final List<UnreadableRecord> unreadable = new ArrayList<>();
    private final AuditReader reader = new AuditReader(fixture.local.client(), LocalAuditTable.NAME, unreadable::add);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void readsAllPagesOldestFirst() {
        List<ObjectId> records = padded(25);

        assertThat(all()).isEqualTo(records);
    }

    @Test
    void skipsNoneWhileThoseThatWereReadLeaveTheState() {
        List<ObjectId> records = padded(25);
        var read = new ArrayList<ObjectId>();

        reader.byDataset(PARTITION, AuditState.NEW, Instant.EPOCH, fixture.clock.instant())
                .forEach(record -> {
                    fixture.claim(record, AuditFixture.OURS);
                    read.add(record.oid());
                });

        assertThat(read).isEqualTo(records);
        assertThat(all()).isEmpty();
    }

    @Test
    void keepsToTheSpanItsEndsIncluded() {
        Instant before = fixture.clock.instant();
        AuditRecord early = fixture.recorded("early.csv");
        fixture.clock.pass(Duration.ofNanos(1));
        AuditRecord first = fixture.recorded("first.csv");
        fixture.clock.pass(Duration.ofSeconds(1));
        AuditRecord last = fixture.recorded("last.csv");
        fixture.clock.pass(Duration.ofNanos(1));
        AuditRecord late = fixture.recorded("late.csv");

        assertThat(reader.byDataset(PARTITION, AuditState.NEW, first.time(), last.time()))
                .containsExactly(first, last);
        assertThat(reader.byDataset(PARTITION, AuditState.NEW, before, late.time()))
                .containsExactly(early, first, last, late);
    }

    @Test
    @Tag("H095")
    void tellsOfAnItemThatSomebodyBrokeAndGoesOn() {
        AuditRecord broken = fixture.recorded("broken.csv");
        AuditRecord whole = fixture.recorded("whole.csv");
        set(broken, "size", AttributeValue.fromS("big"));

        assertThat(all()).containsExactly(whole.oid());
        assertThat(unreadable).singleElement().asString().contains("broken.csv");
    }

    private List<ObjectId> all() {
        return reader.byDataset(PARTITION, AuditState.NEW, Instant.EPOCH, fixture.clock.instant())
                .map(AuditRecord::oid)
                .toList();
    }

    private List<ObjectId> padded(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    fixture.clock.pass(Duration.ofMillis(1));
                    AuditRecord record = fixture.recorded("file-%d.csv".formatted(i));
                    set(record, "padding", AttributeValue.fromS("x".repeat(BYTES_OF_A_RECORD)));
                    return record.oid();
                })
                .toList();
    }

    private void set(AuditRecord record, String attribute, AttributeValue value) {
        fixture.local
                .client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(AuditItem.key(record.key()).attributes())
                        .updateExpression("SET #a = :a")
                        .expressionAttributeNames(Map.of("#a", attribute))
                        .expressionAttributeValues(Map.of(":a", value)));
    }
}
