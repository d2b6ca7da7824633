package dev.millrace.audit.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditFixture;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.Removal;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DismissingAnObjectTest {
    private static final EnumSet<AuditState> FROM = EnumSet.of(AuditState.HELD, AuditState.FAILED);

    private final AuditFixture audit = new AuditFixture();
    private final DynamoOperatorActions operators =
            new DynamoOperatorActions(audit.local.client(), LocalAuditTable.NAME, audit.clock);
    private final DynamoRemovals removals = new DynamoRemovals(audit.local.client(), LocalAuditTable.NAME, audit.clock);

    @AfterEach
    void close() {
        audit.close();
    }

    /// From every state: only those that wait for somebody may be closed by a person.
    @ParameterizedTest
    @EnumSource
    void closesWhatWaitsForSomebodyAndNothingElse(AuditState state) {
        AuditRecord record = audit.put(audit.recorded("a.csv"), state);

        boolean dismissed = operators.dismiss(record, "Sent twice", "a person").isPresent();

        assertThat(dismissed).isEqualTo(FROM.contains(state));
        AuditRecord now = audit.now(record);
        assertThat(now.state()).isEqualTo(dismissed ? AuditState.IGNORED : state);
        if (dismissed) {
            assertThat(now.reason()).isEqualTo("Sent twice");
            assertThat(now.history().getLast().by()).isEqualTo("a person");
            assertThat(now.holdsContent()).isFalse();
        }
    }

    @Test
    void leavesARecordThatWasReplayedMeanwhile() {
        AuditRecord failed = failed(audit.claimed("a.csv"));
        operators.replay(failed, null, "the sweep");

        assertThat(operators.dismiss(failed, "Sent twice", "a person")).isEmpty();
        assertThat(audit.now(failed).state()).isEqualTo(AuditState.NEW);
    }

    /// Its owners are no longer told that it failed.
    @Test
    void owesNoNoticeOfAFailureThatAPersonHasSeen() {
        AuditRecord failed = failed(audit.claimed("a.csv"));
        assertThat(failed.course().owed()).isNotNull();

        AuditRecord dismissed =
                operators.dismiss(failed, "Sent twice", "a person").orElseThrow();

        assertThat(dismissed.course().owed()).isNull();
    }

    /// Its attempt got as far as the table: what it left there goes, and until then its bytes stay taken.
    @Test
    void withdrawsRowsThatAFailedLoadMayHaveLeft() {
        AuditRecord claimed = audit.claimed("a.csv");
        audit.move(claimed, new Move.Validated(3, "5ba", new ContractPin("airports", "1.0.0", "c0ffee")));
        audit.move(claimed, new Move.LoadStarted(Duration.ofMinutes(21)));
        AuditRecord failed = failed(claimed);
        assertThat(failed.course().rowsMayBeIn()).isTrue();

        AuditRecord dismissed =
                operators.dismiss(failed, "Sent twice", "a person").orElseThrow();

        assertThat(dismissed.state()).isEqualTo(AuditState.IGNORED);
        assertThat(removals.due(audit.clock.instant())).extracting(Removal::oid).isEqualTo(List.of(dismissed.oid()));
    }

    private AuditRecord failed(AuditRecord claimed) {
        return audit.move(claimed, new Move.Failed("ServiceFault: down")).record();
    }
}
