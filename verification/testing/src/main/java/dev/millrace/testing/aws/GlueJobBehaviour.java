package dev.millrace.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunResponse;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetJobRunsResponse;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

/// How Glue runs jobs, as far as Millrace relies on it (Glue API reference, "Job runs").
public final class GlueJobBehaviour {
    private static final String MARK = "--millrace-job";

    private final GlueClient glue;
    private final String job;
    private final Consumer<String> end;

    private GlueJobBehaviour(GlueClient glue, String job, Consumer<String> end) {
        this.glue = glue;
        this.job = job;
        this.end = end;
    }

    /// All behaviours.
    ///
    /// @param job name of a job that may have two runs at a time and has none now, and whose runs do not end at
    ///     once
    /// @param end lets a run come to its end, good or bad: a service where it does so by itself is waited for
    public static Stream<Behaviour> of(GlueClient glue, String job, Consumer<String> end) {
        var tried = new GlueJobBehaviour(glue, job, end);
        return Stream.of(
                Behaviour.of("starts a run and gives its arguments back", tried::startsARun),
                Behaviour.of("starts another run for each request", tried::startsAnotherRun),
                Behaviour.of("lists the newest runs first, page by page", tried::listsTheNewestFirst),
                Behaviour.of("starts no more runs than it may", tried::startsNoMoreThanItMay),
                Behaviour.of("stops a run", tried::stopsARun),
                Behaviour.of("answers 200 for a run that it cannot stop", tried::saysWhatItDoesNotStop),
                Behaviour.of("knows no run that was not started", tried::knowsNoOtherRun),
                Behaviour.of("knows no job that was not made", tried::knowsNoOtherJob));
    }

    private void startsARun() {
        String mark = mark();
        String run = start(mark);

        JobRun started = get(run);
        assertThat(started.id()).isEqualTo(run);
        assertThat(started.jobName()).isEqualTo(job);
        assertThat(started.arguments()).containsEntry(MARK, mark);
        assertThat(started.startedOn()).isNotNull();
        assertThat(open(started)).isTrue();
        end.accept(run);
        assertThat(open(get(run))).isFalse();
    }

    private void startsAnotherRun() {
        String mark = mark();
        String first = start(mark);
        String second = start(mark);

        assertThat(second).isNotEqualTo(first);
        end.accept(first);
        end.accept(second);
    }

    private void listsTheNewestFirst() {
        String first = start(mark());
        end.accept(first);
        String second = start(mark());
        end.accept(second);

        GetJobRunsResponse page = glue.getJobRuns(g -> g.jobName(job).maxResults(1));
        assertThat(page.jobRuns()).extracting(JobRun::id).containsExactly(second);
        assertThat(page.nextToken()).isNotEmpty();
        assertThat(glue.getJobRuns(g -> g.jobName(job).maxResults(1).nextToken(page.nextToken()))
                        .jobRuns())
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.id()).isEqualTo(first);
                    assertThat(run.arguments()).containsKey(MARK);
                });
    }

    private void startsNoMoreThanItMay() {
        String first = start(mark());
        String second = start(mark());

        assertThatThrownBy(() -> start(mark())).isInstanceOf(ConcurrentRunsExceededException.class);
        end.accept(first);
        end.accept(second);
    }

    private void stopsARun() {
        String run = start(mark());

        BatchStopJobRunResponse answer = stop(run);
        assertThat(answer.errors()).isEmpty();
        assertThat(answer.successfulSubmissions())
                .singleElement()
                .satisfies(s -> assertThat(s.jobRunId()).isEqualTo(run));
        assertThat(get(run).jobRunState()).isIn(JobRunState.STOPPING, JobRunState.STOPPED);
        end.accept(run);
    }

    private void saysWhatItDoesNotStop() {
        String run = "jr_" + UUID.randomUUID().toString().replace("-", "");

        BatchStopJobRunResponse answer = stop(run);
        assertThat(answer.successfulSubmissions()).isEmpty();
        assertThat(answer.errors())
                .singleElement()
                .satisfies(e -> assertThat(e.jobRunId()).isEqualTo(run));
    }

    private void knowsNoOtherRun() {
        assertThatThrownBy(() -> get("jr_" + "0".repeat(64))).isInstanceOf(EntityNotFoundException.class);
    }

    private void knowsNoOtherJob() {
        String other = job + "-other";
        assertThatThrownBy(() -> glue.startJobRun(s -> s.jobName(other))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.getJobRuns(g -> g.jobName(other))).isInstanceOf(EntityNotFoundException.class);
    }

    private BatchStopJobRunResponse stop(String run) {
        return glue.batchStopJobRun(b -> b.jobName(job).jobRunIds(run));
    }

    private String start(String mark) {
        return glue.startJobRun(s -> s.jobName(job).arguments(Map.of(MARK, mark, "--manifest", "s3://b/m.json")))
                .jobRunId();
    }

    private JobRun get(String run) {
        return glue.getJobRun(g -> g.jobName(job).runId(run)).jobRun();
    }

    private static boolean open(JobRun run) {
        return List.of(JobRunState.STARTING, JobRunState.RUNNING, JobRunState.STOPPING, JobRunState.WAITING)
                .contains(run.jobRunState());
    }

    private static String mark() {
        return "behaviour-" + UUID.randomUUID() + "#1";
    }
}
