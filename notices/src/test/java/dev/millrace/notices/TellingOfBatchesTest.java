package dev.millrace.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.BatchTries.Tries;
import dev.millrace.audit.batches.DynamoBatchTries;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.commands.Commands;
import dev.millrace.notices.text.Notice;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import dev.millrace.testing.aws.LocalAuditTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TellingOfBatchesTest {
    private static final BatchRef ORDERS = ref(Samples.DATASET);
    private static final BatchRef OTHERS = ref("others");
    private static final BatchCounts COUNTS = new BatchCounts(1_204, 1_200, 2, 1, 1, 1_000_000);

    private final Owners owners = new Owners();
    private final DynamoBatches batches = new DynamoBatches(owners.local.client(), LocalAuditTable.NAME, owners.clock);
    private final DynamoBatchTries tries = new DynamoBatchTries(owners.local.client(), LocalAuditTable.NAME);
    private final BatchNoticeSender telling =
            new BatchNoticeSender(batches, tries, owners.contracts, owners.sent::add, Commands.AT_HOME);

    @AfterEach
    void close() {
        owners.close();
    }

    private static BatchRef ref(String dataset) {
        return BatchRef.at(dataset, "daily", Instant.parse("2026-11-21T02:00:00Z"));
    }

    private void ended(BatchRef ref, BatchState state, String reason) {
        batches.begin(ref, "an ARN");
        owners.clock.pass(Duration.ofMinutes(9));
        batches.close(ref, state, COUNTS, reason);
    }

    private SendResults pay() {
        return telling.payOwed(owners.clock.instant(), Deadline.never());
    }

    @Test
    void saysWhyABatchFailedAndWhatToDo() {
        ended(ORDERS, BatchState.FAILED, "JobFailed: out of disk");

        assertThat(telling.tell(ORDERS)).isEqualTo(SendResult.SENT);

        Notice notice = owners.only();
        assertThat(notice.kind()).isEqualTo(NoticeKind.FAILED);
        assertThat(notice.dataset()).isEqualTo(Samples.DATASET);
        assertThat(notice.subject()).isEqualTo("Millrace: batch of event_orders FAILED: JobFailed: out of disk");
        assertThat(notice.text())
                .startsWith("The daily batch 20261121T020000Z of dataset event_orders failed. None of its files is"
                        + " ingested; they stay where they are.\n")
                .contains(
                        "\nWhy\n  JobFailed: out of disk\n",
                        "\nWhat to do\n  - Mend the cause.",
                        "millrace batch daily --dataset event_orders --wait",
                        "Owners of the dataset, as its contract names them\n  team Example team");
    }

    /// A batch of the sweep's that fails like the one before it.
    @Test
    void saysOnceThatBatchesFailHoweverOftenTheSweepTries() {
        var window = Instant.parse("2026-11-21T02:00:00Z");
        BatchRef second = BatchRef.at(Samples.DATASET, "daily", window.plusSeconds(600));
        BatchRef third = BatchRef.at(Samples.DATASET, "daily", window.plusSeconds(1_200));
        var names = Set.of(second.batch(), third.batch());
        tries.write(Samples.DATASET, Optional.empty(), new Tries(window, owners.clock.instant(), names, false));
        ended(second, BatchState.FAILED, "JobFailed: down");
        assertThat(telling.tell(second)).isEqualTo(SendResult.SENT);
        assertThat(tries.of(Samples.DATASET)).get().matches(Tries::told);

        ended(third, BatchState.FAILED, "JobFailed: down");

        assertThat(telling.tell(third)).isEqualTo(SendResult.NOTHING);
        assertThat(batches.owed()).isEmpty();
        assertThat(owners.sent).hasSize(1);
    }

    @Test
    void saysWhatElseCameOfABatchThatTheSweepStarted() {
        var names = Set.of(ORDERS.batch());
        tries.write(
                Samples.DATASET,
                Optional.empty(),
                new Tries(owners.clock.instant(), owners.clock.instant(), names, true));
        ended(ORDERS, BatchState.PARTIAL, "");

        assertThat(telling.tell(ORDERS)).isEqualTo(SendResult.SENT);
    }

    @Test
    void saysOfABatchOfTheScheduleThatItFailedThoughTheSweepTriesToo() {
        tries.write(
                Samples.DATASET,
                Optional.empty(),
                new Tries(owners.clock.instant(), owners.clock.instant(), Set.of("20261120T021000Z"), true));
        ended(ORDERS, BatchState.FAILED, "JobFailed: down");

        assertThat(telling.tell(ORDERS)).isEqualTo(SendResult.SENT);
    }

    @Test
    void countsTheFilesOfABatchThatDidNotIngestAll() {
        ended(ORDERS, BatchState.PARTIAL, "");

        telling.tell(ORDERS);

        Notice notice = owners.only();
        assertThat(notice.kind()).isEqualTo(NoticeKind.REMARKS);
        assertThat(notice.subject()).isEqualTo("Millrace: batch of event_orders: 1,200 of 1,204 files ingested");
        assertThat(notice.text().lines().map(line -> line.strip().replaceAll(" {2,}", " ")))
                .contains(
                        "Dataset event_orders",
                        "Batch 20261121T020000Z",
                        "Files 1,204",
                        "Ingested 1,200, with 1,000,000 rows",
                        "Refused 2",
                        "Held 1",
                        "Failed 1");
        assertThat(notice.text()).contains("2026-11-21").doesNotContain("null", "\nWhy\n");
    }

    @Test
    void saysTheSameInEveryLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        ended(ORDERS, BatchState.PARTIAL, "");
        try {
            Locale.setDefault(Locale.GERMANY);
            telling.tell(ORDERS);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(owners.only().subject()).contains("1,200 of 1,204");
    }

    @Test
    void showsWhatCannotBePrinted() {
        ended(ORDERS, BatchState.FAILED, "JobFailed: a\u0007\n\u202eb");

        telling.tell(ORDERS);

        assertThat(owners.only().subject()).isPrintable();
        assertThat(owners.only().text()).doesNotContain("\u0007", "\u202e");
    }

    @Test
    void happensOnce() {
        ended(ORDERS, BatchState.FAILED, "why");

        assertThat(telling.tell(ORDERS)).isEqualTo(SendResult.SENT);
        assertThat(telling.tell(ORDERS)).isEqualTo(SendResult.NOTHING);
        assertThat(owners.sent).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "SUCCEEDED"})
    void doesNotHappenWhenAllWentWell(BatchState state) {
        ended(ORDERS, state, "");

        assertThat(telling.tell(ORDERS)).isEqualTo(SendResult.NOTHING);
        assertThat(owners.sent).isEmpty();
    }

    @Test
    void namesNoOwnersWhenThereIsNoContract() {
        ended(OTHERS, BatchState.FAILED, "why");

        assertThat(telling.tell(OTHERS)).isEqualTo(SendResult.SENT);
        assertThat(owners.only().text()).doesNotContain("Example team");
    }

    @Test
    void namesNoOwnersWhenTheContractCannotBeRead() {
        ended(ORDERS, BatchState.FAILED, "why");
        owners.s3.keys("contracts").stream()
                .filter(key -> key.startsWith("contracts/"))
                .forEach(key -> owners.s3.put("contracts", key, "changed".getBytes(StandardCharsets.UTF_8)));

        assertThat(telling.tell(ORDERS)).isEqualTo(SendResult.SENT);
        assertThat(owners.only().text()).doesNotContain("Example team");
    }

    /// Twice rather than never.
    @Test
    void isTriedAgainWhenItCouldNotBeSent() {
        ended(ORDERS, BatchState.FAILED, "why");
        var broken = new BatchNoticeSender(
                batches,
                tries,
                owners.contracts,
                notice -> {
                    throw InMemoryS3.failure(503, "throttled");
                },
                Commands.AT_HOME);
        assertThatThrownBy(() -> broken.tell(ORDERS)).hasMessageContaining("throttled");
        assertThat(batches.owed()).containsExactly(ORDERS);

        assertThat(telling.tell(ORDERS)).isEqualTo(SendResult.SENT);
    }

    @Test
    void isLeftToTheExecutionForSomeMinutes() {
        ended(ORDERS, BatchState.FAILED, "why");
        owners.clock.pass(NoticeSender.GRACE);

        assertThat(pay()).isEqualTo(new SendResults(0, 0, 0));

        owners.clock.pass(Duration.ofSeconds(1));
        assertThat(pay()).isEqualTo(new SendResults(1, 0, 0));
        assertThat(pay()).isEqualTo(new SendResults(0, 0, 0));
        assertThat(owners.only().subject()).contains("FAILED");
    }

    @Test
    void ofOneBatchDoesNotStopTheRest() {
        ended(ORDERS, BatchState.FAILED, "why");
        ended(OTHERS, BatchState.FAILED, "why");
        owners.clock.pass(NoticeSender.GRACE.plusSeconds(1));
        var halfBroken = new BatchNoticeSender(
                batches,
                tries,
                owners.contracts,
                notice -> {
                    if (notice.dataset().equals("others")) {
                        throw InMemoryS3.failure(503, "throttled");
                    }
                    owners.sent.add(notice);
                },
                Commands.AT_HOME);

        assertThat(halfBroken.payOwed(owners.clock.instant(), Deadline.never())).isEqualTo(new SendResults(1, 0, 1));

        assertThat(owners.only().dataset()).isEqualTo(Samples.DATASET);
        assertThat(batches.owed()).containsExactly(OTHERS);
    }

    @Test
    void staysOwedWhenTheTimeIsUp() {
        ended(ORDERS, BatchState.FAILED, "why");
        owners.clock.pass(NoticeSender.GRACE.plusSeconds(1));

        assertThat(telling.payOwed(owners.clock.instant(), Deadline.in(Duration.ZERO)))
                .isEqualTo(new SendResults(0, 0, 1));
        assertThat(batches.owed()).containsExactly(ORDERS);
    }
}
