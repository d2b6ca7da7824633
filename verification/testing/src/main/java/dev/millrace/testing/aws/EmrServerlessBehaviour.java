package dev.millrace.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ConflictException;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/// How EMR Serverless runs jobs, as far as Millrace relies on it (EMR Serverless API reference).
public final class EmrServerlessBehaviour {
    private final EmrServerlessClient emr;
    private final StartJobRunRequest request;
    private final Consumer<String> end;

    private EmrServerlessBehaviour(EmrServerlessClient emr, StartJobRunRequest request, Consumer<String> end) {
        this.emr = emr;
        this.request = request;
        this.end = end;
    }

    /// All behaviours.
    ///
    /// @param request by which a run can be started that does not end at once; its client token and name are
    ///     replaced
    /// @param end lets a run come to its end, good or bad: a service where it does so by itself is waited for
    public static Stream<Behaviour> of(EmrServerlessClient emr, StartJobRunRequest request, Consumer<String> end) {
        var tried = new EmrServerlessBehaviour(emr, request, end);
        return Stream.of(
                Behaviour.of("starts a run and gives back what it was started with", tried::startsARun),
                Behaviour.of("answers a repeated request with the first run", tried::answersARepeatedRequest),
                Behaviour.of("refuses a token that was used with another request", tried::refusesAnotherRequest),
                Behaviour.of("lists runs by their names", tried::listsRuns),
                Behaviour.of("cancels a run", tried::cancelsARun),
                Behaviour.of("knows no run that was not started", tried::knowsNoOther));
    }

    private void startsARun() {
        String token = token();
        String run = start(token, token);

        JobRun started = get(run);
        assertThat(started.jobRunId()).isEqualTo(run);
        assertThat(started.name()).isEqualTo(token);
        assertThat(started.jobDriver()).isEqualTo(request.jobDriver());
        assertThat(started.configurationOverrides()).isEqualTo(request.configurationOverrides());
        assertThat(open(started)).isTrue();
        end.accept(run);
        assertThat(open(get(run))).isFalse();
    }

    private void answersARepeatedRequest() {
        String token = token();
        String run = start(token, token);

        assertThat(start(token, token)).isEqualTo(run);
        end.accept(run);
        assertThat(start(token, token)).isEqualTo(run);
    }

    private void refusesAnotherRequest() {
        String token = token();
        String run = start(token, token);

        assertThatThrownBy(() -> start(token, token + "-other")).isInstanceOf(ConflictException.class);
        end.accept(run);
    }

    private void listsRuns() {
        String token = token();
        String run = start(token, token);
        Instant created = get(run).createdAt();

        assertThat(since(created.minusSeconds(60))).anySatisfy(summary -> {
            assertThat(summary.id()).isEqualTo(run);
            assertThat(summary.name()).isEqualTo(token);
        });
        assertThat(since(created.plus(Duration.ofDays(1)))).isEmpty();
        end.accept(run);
    }

    private List<JobRunSummary> since(Instant time) {
        return emr
                .listJobRunsPaginator(
                        l -> l.applicationId(request.applicationId()).createdAtAfter(time))
                .jobRuns()
                .stream()
                .toList();
    }

    private void cancelsARun() {
        String token = token();
        String run = start(token, token);

        emr.cancelJobRun(c -> c.applicationId(request.applicationId()).jobRunId(run));
        assertThat(get(run).state()).isIn(JobRunState.CANCELLING, JobRunState.CANCELLED);
        end.accept(run);
    }

    private void knowsNoOther() {
        assertThatThrownBy(() -> get("00f0000000000000")).isInstanceOf(ResourceNotFoundException.class);
    }

    private String start(String token, String name) {
        return emr.startJobRun(request.toBuilder().clientToken(token).name(name).build())
                .jobRunId();
    }

    private JobRun get(String run) {
        return emr.getJobRun(g -> g.applicationId(request.applicationId()).jobRunId(run))
                .jobRun();
    }

    private static boolean open(JobRun run) {
        return !List.of(JobRunState.SUCCESS, JobRunState.FAILED, JobRunState.CANCELLED)
                .contains(run.state());
    }

    private static String token() {
        return "behaviour-" + UUID.randomUUID();
    }
}
