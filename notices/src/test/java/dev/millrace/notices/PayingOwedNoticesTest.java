package dev.millrace.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("H111")
class PayingOwedNoticesTest {
    private final Owners owners = new Owners();
    private final NoticeSender unheard = owners.telling(owners.local.client(), notice -> {
        throw InMemoryS3.failure(503, "SNS is down");
    });

    @AfterEach
    void close() {
        owners.close();
    }

    @Test
    void sendsTheFirstAndCountsTheRest() {
        Stream.of("a", "b", "c").forEach(name -> owners.failed("events/orders/%s.csv".formatted(name)));
        owners.clock.pass(NoticeSender.GRACE);

        assertThat(pay(owners.telling)).isEqualTo(new SendResults(1, 2, 0));
        assertThat(pay(owners.telling)).isEqualTo(new SendResults(0, 0, 0));
        assertThat(owners.sent).hasSize(1);
    }

    @Test
    void paysEveryKind() {
        owners.held("events/orders/a.csv", "too big");
        owners.failed("events/orders/b.csv");
        owners.rejected("events/orders/c.csv", "type");
        owners.clock.pass(NoticeSender.GRACE);

        assertThat(pay(owners.telling)).isEqualTo(new SendResults(3, 0, 0));
    }

    /// Its execution is about to tell.
    @Test
    void leavesYoungOnesAlone() {
        owners.failed("events/orders/a.csv");
        owners.clock.pass(NoticeSender.GRACE.minusSeconds(1));

        assertThat(pay(owners.telling)).isEqualTo(new SendResults(0, 0, 0));
    }

    @Test
    void leavesThoseAloneThatWereToldOf() {
        owners.telling.tell(owners.failed("events/orders/a.csv").oid());
        owners.clock.pass(NoticeSender.GRACE);

        assertThat(pay(owners.telling)).isEqualTo(new SendResults(0, 0, 0));
        assertThat(owners.sent).hasSize(1);
    }

    @Test
    void goesOnPastOneThatCannotBeSent() {
        owners.held("events/orders/a.csv", "too big");
        owners.failed("events/orders/b.csv");
        owners.clock.pass(NoticeSender.GRACE);
        NoticeSender choosy = owners.telling(owners.local.client(), notice -> {
            if (notice.text().contains("a.csv")) {
                throw InMemoryS3.failure(400, "InvalidParameter");
            }
            owners.sent.add(notice);
        });

        assertThat(pay(choosy)).isEqualTo(new SendResults(1, 0, 1));
        assertThat(pay(owners.telling)).isEqualTo(new SendResults(1, 0, 0));
    }

    @Test
    void findsThemHoweverLongTheServiceWasDown() {
        AuditRecord held = owners.held("events/orders/a.csv", "too big");
        for (int day = 0; day < 30; day++) {
            owners.clock.pass(Duration.ofDays(1));
            assertThat(pay(unheard)).isEqualTo(new SendResults(0, 0, 1));
        }

        assertThat(pay(owners.telling)).isEqualTo(new SendResults(1, 0, 0));
        assertThat(owners.now(held).course().owed()).isNull();
    }

    /// Else each sweep would read all that was ever refused.
    @Test
    void looksNoFurtherBackThanItMust() {
        AuditRecord old = owners.held("events/orders/a.csv", "too big");
        owners.clock.pass(NoticeSender.GRACE);
        pay(owners.telling);
        owners.clock.pass(Duration.ofHours(2));
        pay(owners.telling);
        set(old, "owed", "HELD#1");

        assertThat(pay(owners.telling)).isEqualTo(new SendResults(0, 0, 0));
    }

    @Test
    void leavesTheRestForTheNextRunWhenTheTimeIsUp() {
        Stream.of("a", "b").forEach(name -> owners.failed("events/orders/%s.csv".formatted(name)));
        owners.clock.pass(NoticeSender.GRACE);

        assertThat(owners.telling.payOwed(owners.clock.instant(), Deadline.in(Duration.ZERO)))
                .isEqualTo(new SendResults(0, 0, 2));
        assertThat(pay(owners.telling)).isEqualTo(new SendResults(1, 1, 0));
    }

    /// The alarm rings until somebody mends it.
    @Test
    @Tag("H095")
    void countsARecordThatCannotBeReadUntilItIsMended() {
        AuditRecord record = owners.held("events/orders/a.csv", "too big");
        set(record, "size", "not a number");
        for (int day = 0; day < 3; day++) {
            owners.clock.pass(Duration.ofDays(1));
            assertThat(pay(owners.telling)).isEqualTo(new SendResults(0, 0, 1));
        }

        owners.local
                .client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(key(record))
                        .updateExpression("SET #size = :size")
                        .expressionAttributeNames(Map.of("#size", "size"))
                        .expressionAttributeValues(Map.of(":size", AttributeValue.fromN("1"))));
        assertThat(pay(owners.telling)).isEqualTo(new SendResults(1, 0, 0));
    }

    @Test
    void sendsASummaryLaterThatCannotBeSentNow() {
        Stream.of("a", "b")
                .forEach(name -> owners.telling.tell(
                        owners.failed("events/orders/%s.csv".formatted(name)).oid()));
        owners.clock.pass(Owners.WINDOW);

        assertThat(unheard.summarise(owners.clock.instant(), Deadline.never())).isEqualTo(new SendResults(0, 0, 1));
        owners.clock.pass(Duration.ofMinutes(10));
        assertThat(owners.telling.summarise(owners.clock.instant(), Deadline.never()))
                .isEqualTo(new SendResults(1, 0, 0));
        assertThat(owners.sent.getLast().text()).contains("1 more file", "events/orders/b.csv");
    }

    @Test
    @Tag("H095")
    void goesOnPastAnIncidentThatCannotBeRead() {
        Stream.of(owners.failed("events/orders/a.csv"), owners.failed("events/orders/b.csv"))
                .forEach(record -> owners.telling.tell(record.oid()));
        owners.local
                .client()
                .putItem(p -> p.tableName(LocalAuditTable.NAME)
                        .item(Map.of(
                                "dataset", AttributeValue.fromS("incident#0"),
                                "object", AttributeValue.fromS("edited by hand"))));
        owners.clock.pass(Owners.WINDOW);

        assertThat(owners.telling.summarise(owners.clock.instant(), Deadline.never()))
                .isEqualTo(new SendResults(1, 0, 1));
    }

    private SendResults pay(NoticeSender telling) {
        return telling.payOwed(owners.clock.instant(), Deadline.never());
    }

    private void set(AuditRecord record, String attribute, String text) {
        owners.local
                .client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(key(record))
                        .updateExpression("SET #a = :v")
                        .expressionAttributeNames(Map.of("#a", attribute))
                        .expressionAttributeValues(Map.of(":v", AttributeValue.fromS(text))));
    }

    private static Map<String, AttributeValue> key(AuditRecord record) {
        return Map.of(
                "dataset", AttributeValue.fromS(record.key().dataset()),
                "object", AttributeValue.fromS(record.key().object()));
    }
}
