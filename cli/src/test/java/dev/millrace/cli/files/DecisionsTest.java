package dev.millrace.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.cli.Recorded;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DecisionsTest {
    private final SettableClock clock = new SettableClock();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final OperatorActions operators = new DynamoOperatorActions(local.client(), LocalAuditTable.NAME, clock);
    private final AuditReader reader = new AuditReader(local.client(), LocalAuditTable.NAME);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command
    private static final class Words {
        @Mixin
        private final Console shown = new Console();

        @Mixin
        private final Selection selection = new Selection();
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void doesWhatTheDryRunListsAndEachOnce() {
        failed("a.csv");
        failed("b.csv");
        List<AuditRecord> seen = failedOnes();

        assertThat(take(seen, "--dry-run")).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("Would be dismissed: s3://landing/a.csv", "Would be dismissed: s3://landing/b.csv");
        assertThat(out.toString()).contains("FAILED: A service was out of order");
        assertThat(err.toString()).contains("2 would be dismissed.");
        assertThat(failedOnes()).hasSize(2);

        assertThat(take(seen)).isEqualTo(Exit.OK);
        assertThat(err.toString()).contains("2 dismissed.");
        assertThat(failedOnes()).isEmpty();

        assertThat(take(seen)).isEqualTo(Exit.OK);
        assertThat(err.toString()).contains("0 dismissed, 2 changed meanwhile.");
    }

    @Test
    void saysWithItsStatusThatSomeCouldNotBe() {
        failed("a.csv");
        AuditRecord fresh = recorded("new.csv");

        assertThat(take(List.of(fresh, failedOnes().getFirst()))).isEqualTo(Exit.PARTLY);
        assertThat(err.toString())
                .contains(
                        "new.csv",
                        "is NEW, and only HELD or FAILED objects can be dismissed",
                        "1 dismissed, 1 cannot be.");
        assertThat(take(List.of(fresh))).isEqualTo(Exit.FAILURE);
    }

    @Test
    void takesNoMoreThanItsLimitAndSaysThatThereAreMore() {
        failed("a.csv");
        failed("b.csv");
        failed("c.csv");

        assertThat(take(failedOnes(), "--limit", "2")).isEqualTo(Exit.PARTLY);
        assertThat(err.toString()).contains("2 dismissed.", "There are more: --limit is 2.");
        assertThat(failedOnes()).hasSize(1);

        assertThat(take(failedOnes(), "--limit", "2")).isEqualTo(Exit.OK);
        assertThat(failedOnes()).isEmpty();
    }

    @Test
    void goesOnWhereOneCannotBeDoneAndStopsWhereNoneCan() {
        AuditRecord a = failed("a.csv");
        AuditRecord b = failed("b.csv");
        var breaks = new Decisions.Decision() {
            private RuntimeException fault = new IllegalStateException("Rows are still being withdrawn");

            @Override
            public String past() {
                return "dismissed";
            }

            @Override
            public Optional<String> refusal(AuditRecord seen) {
                return Optional.empty();
            }

            @Override
            public Optional<Decisions.Done> take(AuditRecord seen) {
                if (seen.equals(a)) {
                    throw fault;
                }
                return Optional.of(new Decisions.Done(seen, seen.version(), List.of("done")));
            }
        };

        assertThat(take(breaks, List.of(a, b))).isEqualTo(Exit.PARTLY);
        assertThat(err.toString()).contains("millrace: Rows are still being withdrawn", "1 dismissed, 1 cannot be.");

        breaks.fault = new UnsupportedOperationException("The service is out of order");
        assertThatThrownBy(() -> take(breaks, List.of(b, a))).hasMessageContaining("out of order");
        assertThat(err.toString()).contains("1 dismissed. It stopped there; give the same command again for the rest.");
    }

    @Test
    void oneThatIsNamedAndHasChangedIsAnError() {
        AuditRecord seen = failed("a.csv");
        operators.replay(seen, null, "the sweep");

        assertThat(take(List.of(seen), new String[] {"a.csv"})).isEqualTo(Exit.FAILURE);
        assertThat(err.toString()).contains("has changed meanwhile, and was left alone");
    }

    @Test
    void aRuleIsLookedForInTheReasonWhateverItsCase() {
        AuditRecord failed = failed("a.csv");

        assertThat(Selection.tells(failed, "OUT of order", none -> Optional.empty()))
                .isTrue();
        assertThat(Selection.tells(failed, "duplicate", none -> Optional.empty()))
                .isFalse();
    }

    private int take(List<AuditRecord> records, String... words) {
        return take(
                new DismissCommand.Dismissal(
                        operators,
                        new Advice(new ContractIndex(List.of()), Commands.AT_HOME),
                        "Sent twice",
                        "millrace dismiss by ana"),
                records,
                words);
    }

    private int take(Decisions.Decision decision, List<AuditRecord> records, String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var line = new Words();
        new CommandLine(line)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .parseArgs(words);
        return new Decisions(line.shown, Commands.AT_HOME, line.selection, decision).take(records.iterator());
    }

    private List<AuditRecord> failedOnes() {
        return reader.byDataset("on-arrival/orders", AuditState.FAILED, Instant.EPOCH, clock.instant())
                .toList();
    }

    private AuditRecord failed(String key) {
        return operators
                .fail(recorded(key), "A service was out of order", "a test")
                .orElseThrow();
    }

    private AuditRecord recorded(String key) {
        return Recorded.landed(audit, clock, key);
    }
}
