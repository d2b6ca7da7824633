package dev.millrace.audit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.UnreadableRecord;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoJobsTest {
    private static final Instant NOW = SettableClock.START;
    private static final JobMark MARK = new JobMark("curate-orders-1", 1);
    private static final Run RUN = new Run("jr_1", "its log");

    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoJobs jobs = new DynamoJobs(local.client(), LocalAuditTable.NAME);

    @AfterEach
    void close() {
        local.close();
    }

    private static Job launching(JobMark mark) {
        return Job.launching(
                mark,
                Engine.GLUE,
                "s3://b/m.json",
                new TaskToken("token"),
                new Lease("launcher", NOW.plusSeconds(1)),
                NOW,
                null);
    }

    private static Job ended(Job job, RunStatus.Phase phase) {
        return job.ended(new RunStatus(RUN, MARK, phase, phase.name(), "a message"), NOW);
    }

    static Stream<UnaryOperator<Job>> courses() {
        return Stream.of(
                job -> job,
                job -> job.takenOver(new TaskToken("another"), new Lease("b", NOW), NOW.plusNanos(1)),
                job -> job.free(NOW, NOW),
                job -> job.running(RUN, NOW),
                job -> job.running(RUN, NOW).attached(new TaskToken("another"), NOW),
                job -> ended(job, RunStatus.Phase.SUCCEEDED),
                job -> ended(job.running(RUN, NOW), RunStatus.Phase.FAILED),
                job -> ended(job, RunStatus.Phase.FAILED).handedOver(HandOver.DONE, NOW),
                job -> job.handedOver(HandOver.REFUSED, NOW));
    }

    @ParameterizedTest
    @MethodSource("courses")
    void readsBackWhatItWrote(UnaryOperator<Job> course) {
        Job job = course.apply(launching(MARK));

        assertThat(jobs.write(null, job)).contains(job);

        assertThat(jobs.find(MARK.job())).contains(job);
        assertThat(jobs.ofRun(Engine.GLUE, RUN.id()).isPresent()).isEqualTo(job.run() != null);
        assertThat(jobs.open().contains(MARK.job())).isEqualTo(job.open());
    }

    @Test
    void writesOnlyInPlaceOfWhatWasSeen() {
        Job first = jobs.write(null, launching(MARK)).orElseThrow();
        Job running = jobs.write(first, first.running(RUN, NOW)).orElseThrow();

        assertThat(jobs.write(null, launching(MARK))).isEmpty();
        assertThat(jobs.write(first, first.running(new Run("jr_2", ""), NOW))).isEmpty();

        assertThat(jobs.find(MARK.job())).contains(running);
        assertThat(jobs.ofRun(Engine.GLUE, "jr_2")).isEmpty();
    }

    /// The answer to it may have been lost.
    @Test
    void writesTheSameAgainWithoutHarm() {
        Job first = launching(MARK);
        jobs.write(null, first);
        Job free = first.free(NOW, NOW);
        jobs.write(first, free);

        assertThat(jobs.write(first, free)).contains(free);
        assertThat(jobs.write(null, first)).isEmpty();
    }

    @Test
    void opensAJobAgainForANewToken() {
        Job over = ended(launching(MARK), RunStatus.Phase.SUCCEEDED).handedOver(HandOver.REFUSED, NOW);
        jobs.write(null, over);
        assertThat(jobs.open()).isEmpty();

        jobs.write(over, over.attached(new TaskToken("another"), NOW));

        assertThat(jobs.open()).containsExactly(MARK.job());
    }

    @Test
    void keepsAJobApartFromARunOfItsName() {
        var mark = new JobMark("GLUE/jr_1", 1);
        Job job = launching(mark).running(RUN, NOW);
        jobs.write(null, job);

        assertThat(jobs.find("GLUE/jr_1")).contains(job);
        assertThat(jobs.ofRun(Engine.GLUE, "jr_1")).contains("GLUE/jr_1");
        assertThat(jobs.ofRun(Engine.EMR_SERVERLESS, "jr_1")).isEmpty();
        assertThat(jobs.find("EMR_SERVERLESS/jr_1")).isEmpty();
    }

    @Test
    void isNoAuditRecord() {
        jobs.write(null, launching(MARK));

        assertThat(local.client()
                        .scan(s -> s.tableName(LocalAuditTable.NAME).indexName("by-state"))
                        .items())
                .isEmpty();
        assertThat(local.client().scan(s -> s.tableName(LocalAuditTable.NAME)).items())
                .noneMatch(item -> item.containsKey(Attributes.STATE));
    }

    @Test
    void saysWhichItemCannotBeRead() {
        jobs.write(null, launching(MARK));
        local.client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(ItemKey.job(MARK.job()).attributes())
                        .updateExpression("SET engine = :e")
                        .expressionAttributeValues(Map.of(":e", AttributeValue.fromS("ABACUS"))));

        assertThatThrownBy(() -> jobs.find(MARK.job()))
                .isInstanceOf(UnreadableRecord.class)
                .hasMessageContaining("job#" + MARK.job());
    }
}
