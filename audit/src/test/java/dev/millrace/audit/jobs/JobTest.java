package dev.millrace.audit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.Engine;
import dev.millrace.engines.emrserverless.EmrJobRuns;
import dev.millrace.engines.glue.GlueJobRuns;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");
    private static final JobMark MARK = new JobMark("curate-orders-20261121T020000Z", 7);
    private static final Run RUN = new Run("jr_1", "its log");
    private static final Job LAUNCHING =
            Job.launching(MARK, Engine.GLUE, "s3://b/m.json", new TaskToken("token"), new Lease("a", NOW), NOW, null);

    @Test
    void marksReadBackAsTheyAreWritten() {
        assertThat(MARK).hasToString("curate-orders-20261121T020000Z#7");
        assertThat(JobMark.of(MARK.toString())).contains(MARK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a#", "#1", "a#0", "a#-1", "a#1x", "a#01", "a#1#2", " a#1", "a#1 "})
    void aTextThatIsNoMarkIsNone(String text) {
        assertThat(JobMark.of(text)).isEmpty();
    }

    @Test
    void eachLaunchHasAClientTokenOfItsOwn() {
        assertThat(MARK.clientToken())
                .isEqualTo(new JobMark(MARK.job(), 7).clientToken())
                .isNotEqualTo(new JobMark(MARK.job(), 8).clientToken())
                .isNotEqualTo(new JobMark(MARK.job() + "x", 7).clientToken())
                .matches("[A-Za-z0-9_-]{43}");
        assertThat(new JobMark("a", 1).clientToken()).isEqualTo("30UEzpJQD-iiD7NwkONq-pBTSAw-jd5PSuP6tPXYsdc");
    }

    @Test
    void aTokenIsShownNowhere() {
        assertThat(LAUNCHING.toString()).doesNotContain("=token").contains("a task token");
        assertThatThrownBy(() -> new TaskToken("x".repeat(2049))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TaskToken("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aJobHasARunUnlessItIsLaunched() {
        Job running = LAUNCHING.running(RUN, NOW);

        assertThat(running.lease()).isNull();
        assertThat(running.takenOver(new TaskToken("t"), new Lease("b", NOW), NOW)
                        .run())
                .isNull();
        assertThatThrownBy(() -> running.ended(new RunStatus(RUN, MARK, RunStatus.Phase.OPEN, "RUNNING", null), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEndSaysWhichRunHowWhyAndWhereItsLogIs() {
        var failed = new RunStatus(RUN, MARK, RunStatus.Phase.FAILED, "TIMEOUT", " too\nslow ");

        assertThat(LAUNCHING.ended(failed, NOW).reason())
                .isEqualTo("The Glue run jr_1 ended as TIMEOUT: too\\u000Aslow. Its log: its log");
        assertThat(failed.reason(Engine.EMR_SERVERLESS)).startsWith("The EMR Serverless run");
    }

    @Test
    void aLongEndFitsItsRecord() {
        var failed = new RunStatus(
                new Run("jr_1", "x".repeat(2000)), MARK, RunStatus.Phase.FAILED, "FAILED", "y".repeat(5000));

        assertThat(LAUNCHING.ended(failed, NOW).reason()).hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "STARTING, OPEN", "RUNNING, OPEN", "WAITING, OPEN", "NEVER_HEARD_OF, OPEN", "STOPPING, STOPPING",
        "SUCCEEDED, SUCCEEDED", "FAILED, FAILED", "TIMEOUT, FAILED", "STOPPED, FAILED", "ERROR, FAILED",
        "EXPIRED, FAILED"
    })
    void knowsTheStatesOfGlue(String state, RunStatus.Phase phase) {
        assertThat(GlueJobRuns.phase(state)).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({
        "SUBMITTED, OPEN", "PENDING, OPEN", "SCHEDULED, OPEN", "QUEUED, OPEN", "RUNNING, OPEN",
        "NEVER_HEARD_OF, OPEN", "CANCELLING, STOPPING", "SUCCESS, SUCCEEDED", "FAILED, FAILED", "CANCELLED, FAILED"
    })
    @Tag("H100")
    void knowsTheStatesOfEmrServerless(String state, RunStatus.Phase phase) {
        assertThat(EmrJobRuns.phase(state)).isEqualTo(phase);
    }
}
