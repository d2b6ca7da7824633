package dev.millrace.audit.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.batches.Batches.Beginning;
import dev.millrace.audit.files.AuditFixture;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
    private static final BatchRef OURS = BatchRef.at("airports", "daily", Instant.parse("2026-11-21T02:00:00.9Z"));
    private static final BatchRef NEXT = BatchRef.at("airports", "daily", Instant.parse("2026-11-22T02:00:00Z"));
    private static final BatchRef ELSEWHERE = BatchRef.at("weather", "daily", Instant.parse("2026-11-21T02:00:00Z"));
    private static final long FIRST = 100_000_000_000_001L;
    private static final BatchCounts COUNTS = new BatchCounts(7, 3, 1, 1, 2, 1_000_000);

    private final SettableClock clock = new SettableClock();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoBatches batches = new DynamoBatches(local.client(), LocalAuditTable.NAME, clock);

    @AfterEach
    void close() {
        local.close();
    }

    private Batch begun(BatchRef ref) {
        assertThat(batches.begin(ref, "arn:" + ref)).isInstanceOf(Beginning.Begun.class);
        return batches.find(ref).orElseThrow();
    }

    private static List<ObjectId> files(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> AuditFixture.version(i + ".csv").id())
                .toList();
    }

    @Test
    void areNamedByTheSecondTheyAreDue() {
        assertThat(OURS.batch()).isEqualTo("20261121T020000Z");
        assertThat(OURS.executionName()).startsWith("bat-").hasSize(68).isNotEqualTo(NEXT.executionName());
        assertThat(ELSEWHERE.executionName()).isNotEqualTo(OURS.executionName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-11-21T02:00:00Z", "20261121T0200Z", "20261121T020000Z/../x", "20261121T020000"})
    void haveNoOtherNames(String batch) {
        assertThatThrownBy(() -> new BatchRef("airports", "daily", batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a batch");
    }

    @Test
    void areOfDatasetsOnly() {
        assertThatThrownBy(() -> new BatchRef("../airports", "daily", "20261121T020000Z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not the name of a dataset");
    }

    @Test
    void beginWithARecordAndTheirDatasetsLock() {
        Beginning beginning = batches.begin(OURS, "an ARN");

        var batch = new Batch(
                OURS, BatchState.RUNNING, "an ARN", SettableClock.START, null, false, BatchCounts.NONE, null, FIRST);
        assertThat(beginning).isEqualTo(new Beginning.Begun(batch));
        assertThat(batches.find(OURS)).contains(batch);
        assertThat(batches.running("airports")).contains(batch);
    }

    @Test
    void areAsTheyWereWhenTheyBeginAgain() {
        Batch first = begun(OURS);
        clock.pass(Duration.ofHours(1));

        assertThat(batches.begin(OURS, "another ARN")).isEqualTo(new Beginning.Begun(first));
    }

    /// Whatever their due times say: a schedule's event may be late, and a clock ahead.
    @Test
    void haveAGreaterFenceThanThoseThatBeganBefore() {
        BatchRef future = BatchRef.at("airports", "daily", Instant.parse("2036-11-21T02:00:00Z"));
        assertThat(begun(future).fence()).isEqualTo(FIRST);
        batches.close(future, BatchState.EMPTY, BatchCounts.NONE, "");

        assertThat(begun(OURS).fence()).isEqualTo(FIRST + 1);
        batches.begin(OURS, "an ARN");
        batches.begin(NEXT, "an ARN");
        batches.close(OURS, BatchState.FAILED, BatchCounts.NONE, "its job failed");
        assertThat(begun(NEXT).fence()).isEqualTo(FIRST + 2);
        assertThat(begun(ELSEWHERE).fence()).isEqualTo(FIRST);
    }

    /// Their jobs are older than those of any batch with a counted fence.
    @Test
    void ofEarlierReleasesHaveTheirDueTimeAsAFence() {
        begun(OURS);
        local.client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(ItemKey.batch(OURS.dataset(), OURS.batch()).attributes())
                        .updateExpression("REMOVE fence"));

        assertThat(batches.find(OURS).orElseThrow().fence())
                .isEqualTo(20261121020000L)
                .isLessThan(FIRST);
    }

    @Test
    void doNotBeginWhileAnotherOfTheirDatasetRuns() {
        Batch first = begun(OURS);

        assertThat(batches.begin(NEXT, "an ARN")).isEqualTo(new Beginning.Busy(first));
        assertThat(batches.find(NEXT)).isEmpty();
        assertThat(batches.running("airports")).contains(first);
    }

    @Test
    void ofOtherDatasetsDoNotWait() {
        begun(OURS);

        assertThat(batches.begin(ELSEWHERE, "an ARN")).isInstanceOf(Beginning.Begun.class);
    }

    @Test
    void thatWereClosedAreOver() {
        begun(OURS);
        Batch closed = batches.close(OURS, BatchState.EMPTY, BatchCounts.NONE, "");

        assertThat(batches.begin(OURS, "an ARN")).isEqualTo(new Beginning.Over(closed));
        assertThat(batches.running("airports")).isEmpty();
    }

    @Test
    void keepAPageAsItWasFirstWritten() {
        begun(OURS);
        BatchPage first = batches.write(OURS, 1, files(BatchPage.MOST));

        assertThat(batches.write(OURS, 1, files(3))).isEqualTo(first);
        assertThat(batches.page(OURS, 1)).contains(first);
        assertThat(first.files()).isEqualTo(files(BatchPage.MOST));
        assertThat(batches.page(OURS, 2)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 51", "-1, 0"})
    void haveNoOtherPages(int number, int files) {
        assertThatThrownBy(() -> batches.write(OURS, number, files(files)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void giveTheirPagesInOrder() {
        begun(OURS);
        for (int number = 12; number > 0; number--) {
            batches.write(OURS, number, files(number));
        }
        batches.write(NEXT, 1, files(1));

        assertThat(batches.pages(OURS))
                .extracting(BatchPage::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 12).boxed().toList());
    }

    @Test
    void writeDownWhatBecameOfAPage() {
        begun(OURS);
        List<ObjectId> others = files(7).subList(1, 7);
        batches.write(OURS, 1, others);
        batches.write(OURS, 2, files(1));

        batches.mark(OURS, 1, COUNTS);

        assertThat(batches.pages(OURS))
                .containsExactly(
                        new BatchPage(1, others, true, COUNTS), new BatchPage(2, files(1), false, BatchCounts.NONE));
    }

    @Test
    void haveAFileThatWasTakenTwiceInTheLastOfItsPages() {
        begun(OURS);
        batches.write(OURS, 1, files(7));
        batches.write(OURS, 2, files(1));

        assertThat(batches.pages(OURS))
                .containsExactly(
                        new BatchPage(1, files(7).subList(1, 7), false, BatchCounts.NONE),
                        new BatchPage(2, files(1), false, BatchCounts.NONE));
        assertThat(batches.page(OURS, 1)).map(BatchPage::files).contains(files(7));
    }

    @Test
    void thatMayHaveChangedTheTableAreUndoneByTheNext() {
        begun(OURS);
        assertThat(batches.mayChangeTable(OURS)).isEmpty();
        assertThat(batches.mayChangeTable(OURS)).isEmpty();
        batches.close(OURS, BatchState.FAILED, BatchCounts.NONE, "its job failed");
        begun(NEXT);

        assertThat(batches.mayChangeTable(NEXT)).containsExactly(OURS.batch());
        assertThat(batches.mayChangeTable(NEXT)).containsExactly(OURS.batch());
        assertThat(batches.mayChangeTable(ELSEWHERE)).isEmpty();
    }

    @Test
    void leaveNothingToUndoOnceOneIsCommitted() {
        begun(OURS);
        batches.mayChangeTable(OURS);
        batches.close(OURS, BatchState.FAILED, BatchCounts.NONE, "its job failed");
        begun(NEXT);
        batches.mayChangeTable(NEXT);

        batches.commit(NEXT);

        assertThat(batches.find(NEXT)).get().matches(Batch::committed);
        assertThat(batches.find(OURS)).get().matches(batch -> !batch.committed());
        batches.close(NEXT, BatchState.SUCCEEDED, COUNTS, "");
        BatchRef third = BatchRef.at("airports", "daily", Instant.parse("2026-11-23T02:00:00Z"));
        assertThat(batches.mayChangeTable(third)).isEmpty();
    }

    @Test
    void thatWereClosedCannotBeCommitted() {
        begun(OURS);
        batches.mayChangeTable(OURS);
        Batch closed = batches.close(OURS, BatchState.FAILED, BatchCounts.NONE, "its job failed");

        assertThatThrownBy(() -> batches.commit(OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed before its job was done");

        assertThat(batches.find(OURS)).contains(closed);
        assertThat(batches.mayChangeTable(NEXT)).containsExactly(OURS.batch());
    }

    @Test
    void thatWereGivenUpCannotBeCommitted() {
        begun(OURS);
        batches.mayChangeTable(OURS);

        assertThat(batches.giveUp(OURS)).matches(batch -> !batch.committed());
        assertThat(batches.giveUp(OURS).state()).isEqualTo(BatchState.RUNNING);

        assertThatThrownBy(() -> batches.commit(OURS)).hasMessageContaining("was closed before its job was done");
        assertThatThrownBy(() -> batches.commitUnchanged(OURS)).isInstanceOf(IllegalStateException.class);
        assertThat(batches.toUndo("airports")).extracting(Batch::ref).containsExactly(OURS);
    }

    @Test
    void thatAreCommittedCannotBeGivenUpNorFail() {
        begun(OURS);
        batches.commit(OURS);

        assertThat(batches.giveUp(OURS)).matches(Batch::committed);
        assertThat(batches.close(OURS, BatchState.FAILED, COUNTS, "why"))
                .isEqualTo(batches.find(OURS).orElseThrow())
                .matches(batch -> batch.committed() && batch.state() == BatchState.RUNNING);

        assertThat(batches.owed()).isEmpty();
        assertThat(batches.running("airports")).isPresent();
        assertThat(batches.close(OURS, BatchState.SUCCEEDED, COUNTS, "").state())
                .isEqualTo(BatchState.SUCCEEDED);
    }

    @Test
    void areToBeUndoneUntilNothingOfThemCanBeInTheTable() {
        begun(OURS);
        batches.mayChangeTable(OURS);
        Batch first = batches.close(OURS, BatchState.FAILED, BatchCounts.NONE, "its job failed");
        clock.pass(Duration.ofDays(1));
        begun(NEXT);
        batches.mayChangeTable(NEXT);
        Batch second = batches.close(NEXT, BatchState.FAILED, BatchCounts.NONE, "its job failed");
        assertThat(batches.toUndo("airports")).containsExactly(second, first);

        batches.undone(OURS);
        batches.undone(OURS);
        assertThat(batches.toUndo("airports")).containsExactly(second);

        batches.undone(NEXT);
        assertThat(batches.toUndo("airports")).isEmpty();
        assertThat(batches.mayChangeTable(OURS)).isEmpty();
    }

    @Test
    void closeWithWhatBecameOfTheirFiles() {
        begun(OURS);
        batches.commit(OURS);
        clock.pass(Duration.ofMinutes(9));

        Batch closed = batches.close(OURS, BatchState.PARTIAL, COUNTS, "");

        assertThat(closed)
                .isEqualTo(new Batch(
                        OURS,
                        BatchState.PARTIAL,
                        "arn:" + OURS,
                        SettableClock.START,
                        SettableClock.START.plus(Duration.ofMinutes(9)),
                        true,
                        COUNTS,
                        null,
                        FIRST));
        assertThat(batches.find(OURS)).contains(closed);
        assertThat(batches.running("airports")).isEmpty();
    }

    @Test
    void freeTheLockOnce() {
        begun(OURS);
        Batch closed = batches.close(OURS, BatchState.FAILED, COUNTS, "its job failed");
        Batch next = begun(NEXT);

        assertThat(batches.close(OURS, BatchState.SUCCEEDED, BatchCounts.NONE, ""))
                .isEqualTo(closed);

        assertThat(batches.running("airports")).contains(next);
    }

    @Test
    void cannotCloseBeforeTheyBegan() {
        assertThatThrownBy(() -> batches.close(OURS, BatchState.FAILED, COUNTS, "why"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is no batch");
    }

    @ParameterizedTest
    @EnumSource(names = {"PARTIAL", "FAILED"})
    void areOwedToOwnersUntilTheyAreTold(BatchState state) {
        begun(OURS);
        begun(ELSEWHERE);
        batches.close(OURS, state, COUNTS, "why");
        batches.close(ELSEWHERE, state, COUNTS, "why");
        assertThat(batches.owed()).containsExactlyInAnyOrder(OURS, ELSEWHERE);

        batches.told(OURS);
        batches.told(OURS);

        assertThat(batches.owed()).containsExactly(ELSEWHERE);
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "SUCCEEDED"})
    void thatWentWellAreNotOwed(BatchState state) {
        begun(OURS);
        batches.close(OURS, state, BatchCounts.NONE, "");

        assertThat(batches.owed()).isEmpty();
    }

    @Test
    void areListedNewestFirstWithoutTheirPages() {
        begun(OURS);
        batches.write(OURS, 1, files(2));
        batches.mayChangeTable(OURS);
        batches.close(OURS, BatchState.FAILED, COUNTS, "why");
        clock.pass(Duration.ofDays(1));
        begun(NEXT);
        begun(ELSEWHERE);

        assertThat(batches.of("airports")).extracting(Batch::ref).containsExactly(NEXT, OURS);
        assertThat(batches.of("nothing")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, EMPTY",
        "2, 2, 0, 0, 0, SUCCEEDED",
        "2, 1, 0, 0, 0, SUCCEEDED",
        "2, 1, 1, 0, 0, PARTIAL",
        "2, 1, 0, 1, 0, PARTIAL",
        "2, 1, 0, 0, 1, PARTIAL"
    })
    void endAsTheirFilesSay(int files, int ingested, int rejected, int held, int failed, BatchState outcome) {
        assertThat(new BatchCounts(files, ingested, rejected, held, failed, 0).outcome())
                .isEqualTo(outcome);
    }

    /// Batches are no audit records: listings of these, and the sweep, do not see them.
    @Test
    void areInNoIndex() {
        begun(OURS);
        batches.write(OURS, 1, files(2));
        batches.close(OURS, BatchState.FAILED, COUNTS, "why");

        for (String index : List.of("by-state", "by-dataset", "by-day")) {
            assertThat(local.client()
                            .scan(s -> s.tableName(LocalAuditTable.NAME).indexName(index))
                            .items())
                    .isEmpty();
        }
    }
}
