package dev.millrace.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Move;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.notices.text.Notice;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("H112")
class GroupingNoticesTest {
    private final Owners owners = new Owners();

    @AfterEach
    void close() {
        owners.close();
    }

    @Test
    void sendsTheFirstAtOnceAndCountsTheRest() {
        assertThat(Stream.of("a", "b", "c").map(this::tellOfFailed))
                .containsExactly(SendResult.SENT, SendResult.COUNTED, SendResult.COUNTED);

        assertThat(owners.only().text()).contains("events/orders/a.csv");
    }

    @Test
    void tellsOfTheRestWhenTheWindowIsOver() {
        Stream.of("a", "b", "c").forEach(this::tellOfFailed);
        owners.clock.pass(Owners.WINDOW.minusSeconds(1));
        owners.sweep(owners.telling);
        assertThat(owners.sent).hasSize(1);

        owners.clock.pass(Duration.ofSeconds(1));
        assertThat(owners.sweep(owners.telling)).isEqualTo(new SendResults(1, 0, 0));

        assertThat(owners.sent).hasSize(2);
        assertThat(owners.sent.getLast().subject())
                .startsWith("Millrace: 2 more files of event_orders FAILED: ServiceFault:");
        assertThat(owners.sent.getLast().text())
                .contains("events/orders/b.csv", "events/orders/c.csv")
                .doesNotContain("events/orders/a.csv");
    }

    @Test
    void tellsOfTenThousandsInOneNoticeAWindow() throws InterruptedException {
        int many = 1000;
        List<AuditRecord> failed = IntStream.range(0, many)
                .mapToObj(i -> owners.failed("events/orders/%05d.csv".formatted(i)))
                .toList();
        List<Thread> functions = IntStream.range(0, 4)
                .mapToObj(t -> Thread.ofVirtual()
                        .start(() -> IntStream.range(0, many)
                                .filter(i -> i % 4 == t)
                                .forEach(i -> owners.telling.tell(failed.get(i).oid()))))
                .toList();
        for (Thread function : functions) {
            function.join();
        }
        assertThat(owners.sent).hasSize(1);

        owners.sweepAfterTheWindow();
        assertThat(owners.sent).hasSize(2);
        assertThat(owners.sent.getLast().subject()).startsWith("Millrace: 999 more files of event_orders");
        assertThat(owners.sent.getLast().text()).contains("\n  and 989 more\n");

        owners.sweepAfterTheWindow();
        assertThat(owners.sent).hasSize(2);
    }

    @Test
    void tellsOfAFileOnceThatFailedSeveralTimes() {
        tellOfFailed("a");
        AuditRecord file = owners.failed("events/orders/b.csv");
        for (int i = 0; i < 3; i++) {
            assertThat(owners.telling.tell(file.oid())).isEqualTo(SendResult.COUNTED);
            owners.clock.pass(Duration.ofMinutes(5));
            owners.operators.replay(owners.now(file), null, "a test");
            owners.moved(owners.claimed(file), new Move.Failed("ServiceFault: still down"));
        }

        owners.sweepAfterTheWindow();

        assertThat(owners.sent.getLast().subject()).startsWith("Millrace: 1 more file of event_orders FAILED");
    }

    @Test
    void keepsOtherTroublesApart() {
        tellOfFailed("a");

        assertThat(Stream.of(
                                owners.failed("other_dataset", "other/a.csv"),
                                owners.held("events/orders/b.csv", "The file is archived. Restore it."),
                                owners.held("events/orders/c.csv", "The file has 17 bytes"),
                                owners.rejected("events/orders/d.csv", "type"),
                                owners.rejected("events/orders/e.csv", "header"))
                        .map(record -> owners.telling.tell(record.oid())))
                .containsOnly(SendResult.SENT);
    }

    @Test
    void takesReasonsTogetherThatDifferInValuesOnly() {
        assertThat(Stream.of(
                                owners.rejected("events/orders/a.csv", "type"),
                                owners.rejected("events/orders/b.csv", "type"),
                                owners.held("events/orders/c.csv", "The file has 17 bytes"),
                                owners.held("events/orders/d.csv", "The file has 18 bytes"))
                        .map(record -> owners.telling.tell(record.oid())))
                .containsExactly(SendResult.SENT, SendResult.COUNTED, SendResult.SENT, SendResult.COUNTED);
    }

    @Test
    void tellsAgainInEachWindowThatHasMore() {
        Stream.of("a", "b").forEach(this::tellOfFailed);
        owners.sweepAfterTheWindow();
        tellOfFailed("c");
        assertThat(owners.sent).hasSize(2);

        owners.sweepAfterTheWindow();

        assertThat(owners.sent).hasSize(3);
        assertThat(owners.sent.getLast().text())
                .contains("1 more file", "events/orders/c.csv")
                .doesNotContain("b.csv");
    }

    @Test
    void beginsAnewAfterAQuietWindow() {
        tellOfFailed("a");
        owners.sweepAfterTheWindow();

        assertThat(tellOfFailed("b")).isEqualTo(SendResult.SENT);
        assertThat(tellOfFailed("c")).isEqualTo(SendResult.COUNTED);
    }

    @Test
    void leavesNothingBehind() {
        Stream.of("a", "b").forEach(this::tellOfFailed);
        for (int i = 0; i < 3; i++) {
            owners.sweepAfterTheWindow();
        }

        assertThat(partitions()).noneMatch(p -> p.startsWith("incident#") || p.startsWith("repeats#"));
    }

    /// It saw the incident open, and counts when that is closed.
    @Test
    void tellsOfOneThatWasSlowToBeCounted() {
        tellOfFailed("a");
        var slow = new Interruptions(owners.local.client());
        AuditRecord file = owners.failed("events/orders/b.csv");
        slow.before("transactWriteItems", () -> {
            owners.clock.pass(Owners.WINDOW);
            owners.telling.summarise(owners.clock.instant(), Deadline.never());
        });
        assertThat(owners.telling(slow.client(), owners.sent::add).tell(file.oid()))
                .isEqualTo(SendResult.COUNTED);
        assertThat(owners.sent).hasSize(1);

        owners.sweepAfterTheWindow();

        assertThat(owners.sent).hasSize(2);
        assertThat(owners.sent.getLast().text()).contains("1 more file", "events/orders/b.csv");
    }

    @Test
    void sendsOneOfTwoThatComeFirst() {
        AuditRecord slower = owners.failed("events/orders/slower.csv");
        var slow = new Interruptions(owners.local.client());
        slow.before("putItem", () -> assertThat(tellOfFailed("faster")).isEqualTo(SendResult.SENT));

        assertThat(owners.telling(slow.client(), owners.sent::add).tell(slower.oid()))
                .isEqualTo(SendResult.COUNTED);

        assertThat(owners.only().text()).contains("faster.csv");
    }

    @Test
    void sendsTheNextWhenTheFirstCannotBeSentForMinutes() {
        AuditRecord first = owners.failed("events/orders/a.csv");
        dieTelling(first);
        assertThat(tellOfFailed("b")).isEqualTo(SendResult.COUNTED);
        owners.clock.pass(Duration.ofMinutes(5).plusSeconds(1));

        assertThat(tellOfFailed("c")).isEqualTo(SendResult.SENT);
        assertThat(owners.telling.tell(first.oid())).isEqualTo(SendResult.COUNTED);
        owners.sweepAfterTheWindow();
        assertThat(owners.sent.getLast().text()).contains("2 more files", "events/orders/a.csv", "events/orders/b.csv");
    }

    /// Its own notice is not owed any longer, but the others wait for one.
    @Test
    void tellsOfTheRestAlsoWhenTheFirstWasNeverSent() {
        AuditRecord first = owners.failed("events/orders/a.csv");
        dieTelling(first);
        tellOfFailed("b");
        owners.operators.replay(owners.now(first), null, "the sweep");

        owners.sweepAfterTheWindow();

        assertThat(owners.only().text()).contains("1 more file", "events/orders/b.csv");
    }

    @Test
    void startsTheWindowWhenTheFirstIsSent() {
        AuditRecord first = owners.failed("events/orders/a.csv");
        dieTelling(first);
        owners.clock.pass(Owners.WINDOW);
        owners.telling.summarise(owners.clock.instant(), Deadline.never());
        assertThat(owners.telling.tell(first.oid())).isEqualTo(SendResult.SENT);

        owners.clock.pass(Owners.WINDOW.minusSeconds(1));
        owners.telling.summarise(owners.clock.instant(), Deadline.never());

        assertThat(tellOfFailed("b")).isEqualTo(SendResult.COUNTED);
    }

    @Test
    void letsOneSweepSummariseAtATime() {
        Stream.of("a", "b").forEach(this::tellOfFailed);
        owners.clock.pass(Owners.WINDOW);
        var both = new ArrayList<Notice>();
        NoticeSender sweep = owners.telling(owners.local.client(), notice -> {
            both.add(notice);
            owners.telling.summarise(owners.clock.instant(), Deadline.never());
        });

        sweep.summarise(owners.clock.instant(), Deadline.never());

        assertThat(both).hasSize(1);
        assertThat(owners.sent).hasSize(1);
    }

    /// A sweep gathers 99 at a time.
    @Test
    void countsEachOnceHoweverOftenTheSweepDiesWhileItGathers() {
        IntStream.rangeClosed(0, 150).forEach(i -> tellOfFailed("file-" + i));
        owners.clock.pass(Owners.WINDOW);

        dieSummarising(false);
        dieSummarising(true);
        dieSummarising(false);
        dieSummarising(true);
        dieSummarising(true);
        owners.sweep(owners.telling);

        assertThat(owners.sent).hasSize(2);
        assertThat(owners.sent.getLast().subject()).startsWith("Millrace: 150 more files of event_orders");
    }

    /// @param afterwards whether the sweep makes its first change before it dies
    private void dieSummarising(boolean afterwards) {
        var interruptions = new Interruptions(owners.local.client());
        interruptions.dieAt(1, afterwards);
        NoticeSender dying = owners.telling(interruptions.client(), owners.sent::add);
        assertThatThrownBy(() -> dying.summarise(owners.clock.instant(), Deadline.never()))
                .isInstanceOf(Interruptions.Death.class);
        owners.clock.pass(Duration.ofMinutes(10));
    }

    private void dieTelling(AuditRecord record) {
        NoticeSender dying = owners.telling(owners.local.client(), notice -> {
            throw new Interruptions.Death();
        });
        assertThatThrownBy(() -> dying.tell(record.oid())).isInstanceOf(Interruptions.Death.class);
    }

    private SendResult tellOfFailed(String name) {
        return owners.telling.tell(
                owners.failed("events/orders/" + name + ".csv").oid());
    }

    private List<String> partitions() {
        return owners.local.client().scanPaginator(s -> s.tableName(LocalAuditTable.NAME)).items().stream()
                .map(item ->
                        item.getOrDefault("dataset", AttributeValue.fromS("")).s())
                .toList();
    }
}
