package dev.millrace.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.notices.Interruptions.Death;
import dev.millrace.notices.text.Notice;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Three files of a dataset fail for the same fault, and the function that tells of them, or the sweep, dies just
/// before or just after any one of its changes.
@Tag("H111")
class NoNoticeIsLostTest {
    private static final int FILES = 3;
    private static final Duration SOON = Duration.ofMinutes(15);

    private final Owners owners = new Owners();
    private int runs;

    @AfterEach
    void close() {
        owners.close();
    }

    /// The state machine tries again at once.
    @Test
    void whereverAFunctionDiesThatIsTriedAgain() {
        everywhere(true);
    }

    /// Nobody comes but the sweep.
    @Test
    void whereverAFunctionDies() {
        everywhere(false);
    }

    private void everywhere(boolean triedAgain) {
        int changes = run(new Interruptions(owners.local.client()), triedAgain);
        assertThat(changes).isGreaterThan(10);
        for (int change = 1; change <= changes; change++) {
            for (boolean afterwards : List.of(false, true)) {
                var interruptions = new Interruptions(owners.local.client());
                interruptions.dieAt(change, afterwards);
                run(interruptions, triedAgain);
            }
        }
    }

    /// @return how many changes were made up to the end of the incident
    private int run(Interruptions interruptions, boolean triedAgain) {
        owners.sent.clear();
        runs++;
        String dataset = "dataset_" + runs;
        NoticeSender telling =
                owners.telling(interruptions.client(), notice -> interruptions.change(() -> owners.sent.add(notice)));
        for (AuditRecord file : files(dataset)) {
            boolean died = dies(() -> telling.tell(file.oid()));
            if (died && triedAgain) {
                telling.tell(file.oid());
            }
        }
        for (Duration pause : List.of(SOON, Owners.WINDOW, Owners.WINDOW, Owners.WINDOW, Owners.WINDOW)) {
            owners.clock.pass(pause.plusMinutes(1));
            dies(() -> telling.payOwed(owners.clock.instant(), Deadline.never()));
            dies(() -> telling.summarise(owners.clock.instant(), Deadline.never()));
        }
        int changes = interruptions.changes();
        check(dataset, owners.sweep(owners.telling));
        return changes;
    }

    private List<AuditRecord> files(String dataset) {
        return IntStream.range(0, FILES)
                .mapToObj(i -> owners.failed(dataset, "%s/%d.csv".formatted(dataset, i)))
                .toList();
    }

    /// Each file is in exactly one notice, which was sent twice at most, and one of them at most was.
    private void check(String dataset, SendResults paid) {
        assertThat(paid).isEqualTo(new SendResults(0, 0, 0));
        Set<Notice> different = new HashSet<>(owners.sent);
        assertThat(owners.sent).hasSizeLessThanOrEqualTo(different.size() + 1);
        assertThat(different).hasSizeBetween(1, 2);
        for (int i = 0; i < FILES; i++) {
            String key = "%s/%d.csv".formatted(dataset, i);
            assertThat(different).filteredOn(n -> n.text().contains(key)).hasSize(1);
        }
        assertThat(owners.local.client().scanPaginator(s -> s.tableName(LocalAuditTable.NAME)).items().stream()
                        .map(item -> item.toString())
                        .filter(item -> item.contains("#" + dataset + "#") || item.contains("incident#")))
                .isEmpty();
    }

    private static boolean dies(Runnable step) {
        try {
            step.run();
            return false;
        } catch (Death death) {
            return true;
        }
    }
}
