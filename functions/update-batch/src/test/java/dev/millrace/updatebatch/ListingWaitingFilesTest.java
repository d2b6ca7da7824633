package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.NEXT;
import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static dev.millrace.updatebatch.BatchOfOrders.files;
import static dev.millrace.updatebatch.BatchOfOrders.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ClaimResult;
import dev.millrace.audit.files.Move;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingWaitingFilesTest {
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final BatchOfOrders orders = new BatchOfOrders();

    @AfterEach
    void close() {
        orders.close();
    }

    @Tag("H089")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 41, 50, 51, 1_000})
    void givesEachNewFileOnceOldestFirst(int number) {
        List<AuditRecord> landed = orders.landed(number);
        String arn = orders.begun(OURS);

        List<List<String>> pages = orders.lists(OURS);

        assertThat(pages)
                .hasSize((number + 49) / 50)
                .allSatisfy(page -> assertThat(page).hasSizeBetween(1, BatchPage.MOST));
        assertThat(pages.stream().flatMap(List::stream).toList()).isEqualTo(hex(landed));
        assertThat(orders.batches.pages(OURS)).hasSameSizeAs(pages);
        assertThat(orders.audit.findAll(landed.stream().map(AuditRecord::oid).toList()))
                .hasSize(number)
                .allSatisfy(file -> {
                    assertThat(file.state()).isEqualTo(AuditState.VALIDATING);
                    assertThat(file.claimant()).isEqualTo(OURS.executionName());
                    assertThat(file.executionArn()).isEqualTo(arn);
                });
    }

    @Test
    void saysWhichPageWasTheLast() {
        orders.landed(51);
        orders.begun(OURS);
        orders.lists(OURS);

        JsonNode none = orders.list(OURS, 3);

        assertThat(none.path("outcome").asText()).isEqualTo("NONE_LEFT");
        assertThat(none.path("page").asInt()).isEqualTo(2);
        assertThat(files(none)).isEmpty();
    }

    @Test
    void leavesFilesThatCameAfterTheBatchBegan() {
        AuditRecord before = orders.landed("events/orders/a.csv");
        orders.begun(OURS);
        AuditRecord after = orders.landed("events/orders/b.csv");

        assertThat(orders.lists(OURS)).containsExactly(List.of(before.oid().hex()));
        assertThat(orders.now(after)).isEqualTo(after);
    }

    @Test
    void leavesFilesOfOtherDatasets() {
        orders.landed("airports/a.csv", "airports");
        orders.begun(OURS);

        assertThat(orders.lists(OURS)).isEmpty();
    }

    @Test
    void givesThePageAgainWhenAnAnswerWasLost() {
        orders.landed(55);
        orders.begun(OURS);
        JsonNode first = orders.list(OURS, 1);
        JsonNode second = orders.list(OURS, 2);

        assertThat(orders.list(OURS, 1)).isEqualTo(first);
        assertThat(orders.list(OURS, 2)).isEqualTo(second);
    }

    @Test
    void givesThePageAgainHoweverFarItsFilesCame() {
        List<AuditRecord> landed = orders.landed(3);
        orders.begun(OURS);
        JsonNode first = orders.list(OURS, 1);
        orders.staged(landed.get(0));
        orders.moved(landed.get(1), new Move.Held("too big"));

        assertThat(orders.list(OURS, 1)).isEqualTo(first);
    }

    /// The step died after it had written the page down, before it had claimed all of it.
    @Test
    void claimsTheRestOfAPageThatWasWrittenDown() {
        List<AuditRecord> landed = orders.landed(3);
        String arn = orders.begun(OURS);
        orders.batches.write(OURS, 1, landed.stream().map(AuditRecord::oid).toList());
        orders.audit.enlist(landed.getFirst().oid(), OURS.executionName(), arn, "a test", LEASE);

        assertThat(files(orders.list(OURS, 1))).isEqualTo(hex(landed));
        assertThat(orders.states(landed)).containsOnly(AuditState.VALIDATING);
    }

    @Test
    void givesAFileToOneOfTwoBatchesThatWantIt() {
        List<AuditRecord> landed = orders.landed(2);
        String arn = orders.begun(OURS);
        orders.batches.write(OURS, 1, landed.stream().map(AuditRecord::oid).toList());
        orders.audit.enlist(landed.getFirst().oid(), NEXT.executionName(), arn, "a test", LEASE);

        assertThat(orders.lists(OURS)).containsExactly(hex(landed.subList(1, 2)));
        assertThat(orders.now(landed.getFirst()).claimant()).isEqualTo(NEXT.executionName());
    }

    @Test
    void goesOnToTheNextPageWhenOthersTookAllOfOne() {
        List<AuditRecord> landed = orders.landed(2);
        String arn = orders.begun(OURS);
        AuditRecord taken = landed.getFirst();
        orders.batches.write(OURS, 1, List.of(taken.oid()));
        orders.audit.enlist(taken.oid(), NEXT.executionName(), arn, "a test", LEASE);

        JsonNode list = orders.list(OURS, 1);

        assertThat(list.path("page").asInt()).isEqualTo(2);
        assertThat(files(list)).isEqualTo(hex(landed.subList(1, 2)));
    }

    @Test
    void takesFilesThatAnEarlierBatchLeftFailed() {
        List<AuditRecord> landed = orders.landed(3);
        orders.begun(OURS);
        orders.lists(OURS);
        orders.moved(landed.getFirst(), new Move.Failed("ServiceFault: down"));
        orders.failed(OURS);
        orders.clock.pass(Duration.ofDays(1));
        AuditRecord since = orders.landed("events/orders/new.csv");
        orders.begun(NEXT);

        assertThat(orders.lists(NEXT))
                .singleElement()
                .satisfies(page -> assertThat(page)
                        .startsWith(since.oid().hex())
                        .hasSize(4)
                        .containsAll(hex(landed)));
        assertThat(orders.states(landed)).containsOnly(AuditState.VALIDATING);
        assertThat(orders.now(landed.getFirst()).course().replays()).isEqualTo(1);
    }

    @Test
    void fillsAPageWithNewAndFailedFilesUpToItsMost() {
        orders.landed(45);
        orders.begun(OURS);
        orders.lists(OURS);
        orders.failed(OURS);
        orders.landed(10);
        orders.begun(NEXT);

        assertThat(orders.lists(NEXT)).extracting(List::size).containsExactly(50, 5);
    }

    /// Else a file that fails each time would keep its batch at work for ever.
    @Test
    void leavesFilesThatFailedInTheSameBatch() {
        List<AuditRecord> landed = orders.landed(2);
        orders.begun(OURS);
        orders.list(OURS, 1);
        landed.forEach(file -> orders.moved(file, new Move.Failed("ServiceFault: down")));

        assertThat(orders.list(OURS, 2).path("outcome").asText()).isEqualTo("NONE_LEFT");
        assertThat(orders.states(landed)).containsOnly(AuditState.FAILED);
    }

    /// Somebody else had begun with them: the sweep, or an execution of their own under another cadence.
    @Test
    void takesFilesThatFailedInNoBatch() {
        AuditRecord claimed = orders.landed("events/orders/a.csv");
        orders.audit.claim(claimed.oid(), "ing-1", "a test", LEASE);
        orders.moved(claimed, new Move.Failed("ServiceFault: down"));
        AuditRecord unclaimed = orders.landed("events/orders/b.csv");
        orders.moved(unclaimed, new Move.Failed("ServiceFault: down"));
        orders.clock.pass(Duration.ofSeconds(1));
        orders.begun(OURS);

        assertThat(orders.lists(OURS)).containsExactly(hex(List.of(claimed, unclaimed)));
        assertThat(orders.states(List.of(claimed, unclaimed))).containsOnly(AuditState.VALIDATING);
    }

    /// A record keeps the partition of the cadence that it came under; the batch is of the one in force.
    @ParameterizedTest
    @CsvSource({"ON_ARRIVAL,NEW", "ON_ARRIVAL,FAILED", "DAILY,NEW", "DAILY,FAILED", "MONTHLY,NEW", "MONTHLY,FAILED"})
    void takesFilesThatCameUnderAnyCadence(Cadence came, AuditState state) {
        var version = new ObjectVersion("landing", "events/orders/a.csv", "v1");
        String own =
                came == Cadence.ON_ARRIVAL ? "arn:execution:" + version.id().executionName(0) : null;
        AuditRecord file = orders.landed(version, 10, came, own);
        if (state == AuditState.FAILED) {
            orders.audit.claim(file.oid(), version.id().executionName(0), "a test", LEASE);
            orders.moved(file, new Move.Failed("ServiceFault: down"));
        }
        orders.clock.pass(Duration.ofSeconds(1));
        String arn = orders.begun(OURS);

        assertThat(orders.lists(OURS)).containsExactly(List.of(file.oid().hex()));
        assertThat(orders.now(file).key()).isEqualTo(file.key());
        assertThat(orders.now(file).executionArn()).isEqualTo(arn);
        assertThat(orders.audit.claim(file.oid(), version.id().executionName(0), "a test", LEASE))
                .as("its own execution, should it come yet")
                .isInstanceOf(ClaimResult.Busy.class);
    }

    @Test
    void refusesABatchThatNeverBegan() {
        assertThatThrownBy(() -> orders.list(OURS, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is no batch " + OURS);
    }
}
