package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Lease;
import dev.millrace.audit.jobs.TaskToken;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobState;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Jobs of batches, as their events left them.
class SweepingJobsTest {
    private final Swept swept = new Swept();

    @AfterEach
    void close() {
        swept.close();
    }

    @Test
    void handsTheResultOfAJobOverThatEndedUnheard() {
        Job job = running("curate-orders-1");
        stands(job, RunStatus.Phase.FAILED, "a wrong row");
        swept.clock.pass(Swept.GRACE.plusSeconds(1));

        assertThat(swept.sweep()).containsEntry("jobsUnheard", 1L).containsEntry("troubles", 0L);

        assertThat(state("curate-orders-1")).isEqualTo(JobState.FAILED);
        assertThat(swept.tasks.answers)
                .singleElement()
                .asString()
                .startsWith("token of curate-orders-1 JobFailed: ")
                .contains("a wrong row");
        assertThat(swept.sweep()).containsEntry("jobsUnheard", 0L);
    }

    @Test
    void leavesAJobThatRunsAndOneWhoseEventMayStillCome() {
        stands(running("curate-orders-1"), RunStatus.Phase.OPEN, null);
        swept.clock.pass(Duration.ofHours(3));
        stands(running("curate-orders-2"), RunStatus.Phase.SUCCEEDED, null);
        swept.clock.pass(Swept.GRACE.minusSeconds(1));

        assertThat(swept.sweep()).containsEntry("jobsUnheard", 0L);
        assertThat(swept.tasks.answers).isEmpty();
    }

    /// It is an alarm's matter, since each of them stood for a while.
    @Test
    void countsAJobThatItCannotAskAboutAndGoesOn() {
        Job broken = running("curate-orders-1");
        stands(broken, RunStatus.Phase.SUCCEEDED, null);
        swept.runs.breakOf("run of curate-orders-1");
        stands(running("curate-orders-2"), RunStatus.Phase.SUCCEEDED, null);
        running("curate-orders-3");
        unreadable("curate-orders-3");
        swept.clock.pass(Swept.GRACE.plusSeconds(1));

        assertThat(swept.sweep()).containsEntry("jobsUnheard", 1L).containsEntry("troubles", 2L);

        assertThat(state("curate-orders-2")).isEqualTo(JobState.SUCCEEDED);
        assertThat(state("curate-orders-1")).isEqualTo(JobState.RUNNING);
    }

    @Test
    void leavesJobsToTheNextSweepWhenItsTimeIsUp() {
        stands(running("curate-orders-1"), RunStatus.Phase.SUCCEEDED, null);
        swept.clock.pass(Swept.GRACE.plusSeconds(1));

        assertThat(swept.sweep(Deadline.in(Duration.ZERO))).containsEntry("jobsUnheard", 0L);
        assertThat(swept.sweep()).containsEntry("jobsUnheard", 1L);
    }

    private Job running(String id) {
        var lease = new Lease("a launcher", swept.clock.instant());
        Job launching = Job.launching(
                new JobMark(id, 1),
                Engine.GLUE,
                "s3://staged/m.json",
                new TaskToken("token of " + id),
                lease,
                swept.clock.instant(),
                null);
        return swept.jobs
                .write(null, launching.running(new Run("run of " + id, "its log"), swept.clock.instant()))
                .orElseThrow();
    }

    private void stands(Job job, RunStatus.Phase phase, @Nullable String message) {
        var run = new Run("run of " + job.mark().job(), "its log");
        swept.runs.put(new RunStatus(run, job.mark(), phase, phase.name(), message));
    }

    private void unreadable(String id) {
        swept.local
                .client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(Map.of(
                                "dataset", AttributeValue.fromS("job#" + id), "object", AttributeValue.fromS("job")))
                        .updateExpression("SET engine = :e")
                        .expressionAttributeValues(Map.of(":e", AttributeValue.fromS("ABACUS"))));
    }

    private JobState state(String id) {
        return swept.jobs.find(id).orElseThrow().state();
    }
}
