package dev.millrace.flow.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.flow.commands.Commands;
import dev.millrace.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The round that the sweep makes, some objects in each run.
class PatrollingTest {
    private static final ObjectId NOBODYS = new ObjectId("ab".repeat(32));

    private final VerifiedLake lake = new VerifiedLake(Samples.contract("on-arrival"));
    private final List<Violation> violations = new ArrayList<>();

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void findsWhatNoRecordStandsForHoweverFewObjectsARunLooksAt() {
        for (int i = 0; i < 7; i++) {
            lake.put(lake.file("%d.csv".formatted(i), AuditState.INGESTED).oid(), 3);
        }
        lake.put(NOBODYS, 1);
        AuditRecord failed = lake.file("failed.csv", AuditState.FAILED);
        lake.put(failed.oid(), 3);
        lake.shelf.partitions.put("2026-11-22", VerifiedLake.FOLDER + "arrival_date=2026-11-22/");
        lake.shelf.partitions.put("2026-11-23", "s3://lake/elsewhere/");

        assertThat(runs(1000)).isEqualTo(1);
        assertThat(violations).hasSize(3);
        List<Violation> all = List.copyOf(violations);
        violations.clear();

        assertThat(runs(2)).isGreaterThan(4);
        assertThat(violations).containsExactlyElementsOf(all);
    }

    @Test
    void goesOnWhereItsTimeWasUp() {
        lake.put(NOBODYS, 1);
        Patrol.Walked walked = patrol().walk(List.of(), lake.clock.instant(), 1000, Deadline.in(Duration.ZERO));

        assertThat(walked.verified().violations()).isEmpty();
        assertThat(walked.mark()).containsExactly("event_orders", VerifiedLake.FOLDER + "arrival_date=2026-11-21/", "");
        assertThat(patrol().walk(walked.mark(), lake.clock.instant(), 1000, Deadline.never())
                        .verified()
                        .violations())
                .hasSize(1);
    }

    @Test
    void passesOverWhatHasJustChanged() {
        AuditRecord failed = lake.file("failed.csv", AuditState.FAILED);
        lake.put(failed.oid(), 3);

        Patrol.Walked walked = patrol().walk(List.of(), lake.clock.instant(), 1000, Deadline.never());

        assertThat(walked.verified().violations()).isEmpty();
        assertThat(walked.verified().passedOver()).isEqualTo(1);
    }

    /// Goes once round.
    ///
    /// @return in how many runs
    private int runs(int objects) {
        lake.clock.pass(VerifiedLake.GRACE);
        List<String> mark = List.of();
        int runs = 0;
        do {
            Patrol.Walked walked = patrol().walk(mark, lake.clock.instant().minusSeconds(1), objects, Deadline.never());
            violations.addAll(walked.verified().violations());
            mark = walked.mark();
            runs++;
        } while (!mark.isEmpty());
        return runs;
    }

    private Patrol patrol() {
        return new Patrol(
                lake.shelf,
                "millrace",
                lake.contracts,
                lake.audit,
                lake.removals,
                lake.batches,
                new S3LakePlaces(lake.s3),
                Commands.AT_HOME);
    }
}
