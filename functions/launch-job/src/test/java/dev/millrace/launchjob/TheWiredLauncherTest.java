package dev.millrace.launchjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.base.clients.Wiring;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.JobState;
import dev.millrace.faults.ServiceFault;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.FaultMode;
import dev.millrace.testing.aws.FaultyHttp;
import dev.millrace.testing.aws.InMemoryAws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/// The function as it is wired from its settings, with clients that try again as they do in earnest.
class TheWiredLauncherTest {
    private final LaunchedJobs launched = new LaunchedJobs();

    @AfterEach
    void close() {
        launched.close();
    }

    @ParameterizedTest
    @EnumSource
    void launchesJobsOnTheEnginesOfItsSettings(Engine engine) throws IOException {
        assertThat(handle(engine, LaunchedJobs.GLUE_JOB, LaunchedJobs.APPLICATION))
                .contains("\"state\":\"RUNNING\"");

        assertThat(launched.runs(engine)).hasSize(1);
        assertThat(launched.job().state()).isEqualTo(JobState.RUNNING);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnEngineThatTheStackDoesNotHave(Engine engine) {
        assertThatThrownBy(() -> handle(engine, "none", ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no jobs on");
        assertThat(launched.jobs.find(LaunchedJobs.JOB)).isEmpty();
    }

    /// Glue would start a second run for a second request.
    @Test
    void asksGlueOnceForARun() throws IOException {
        handle(Engine.GLUE, LaunchedJobs.GLUE_JOB, "none");
        int start = launched.way.calls().stream()
                .filter(call -> call.operation().equals("StartJobRun"))
                .mapToInt(AwsCall::index)
                .findFirst()
                .orElseThrow();
        try (var other = new LaunchedJobs()) {
            other.way.arm(new FaultyHttp.Fault(start, FaultMode.AFTER, 9));

            assertThatThrownBy(() -> handle(other, Engine.GLUE, LaunchedJobs.GLUE_JOB, "none"))
                    .isInstanceOf(ServiceFault.class);

            assertThat(other.way.requireFired().operation()).isEqualTo("StartJobRun");
            assertThat(other.way.fired()).isEqualTo(1);
            assertThat(other.runs(Engine.GLUE)).hasSize(1);
        }
    }

    private String handle(Engine engine, String glueJob, String application) throws IOException {
        return handle(launched, engine, glueJob, application);
    }

    private static String handle(LaunchedJobs jobs, Engine engine, String glueJob, String application)
            throws IOException {
        LaunchRequest request = jobs.request(engine, 1, "a-token");
        String task = Json.line(Map.of("state", "Run Spark Job", "execution", "a test", "input", request));
        var output = new ByteArrayOutputStream();
        new LaunchJobHandler(new Wired(jobs, glueJob, application))
                .handleRequest(
                        new ByteArrayInputStream(task.getBytes(StandardCharsets.UTF_8)), output, new LambdaContext());
        assertThat(List.of(output.toString(StandardCharsets.UTF_8))).noneMatch(o -> o.contains("a-token"));
        return output.toString(StandardCharsets.UTF_8);
    }

    /// The account in memory, and settings.
    private record Wired(LaunchedJobs jobs, String glueJob, String application) implements Wiring {
        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
            return InMemoryAws.client(builder, jobs.guarded);
        }

        @Override
        public String setting(String name) {
            return value(name).orElseThrow();
        }

        @Override
        public Optional<String> value(String name) {
            return Optional.ofNullable(Map.ofEntries(
                            Map.entry("AUDIT_TABLE", jobs.aws.auditTable()),
                            Map.entry("GLUE_JOB", glueJob),
                            Map.entry("GLUE_LOG_GROUP", "/aws-glue/jobs"),
                            Map.entry("EMR_APPLICATION", application),
                            Map.entry("EMR_JOB_ROLE", LaunchedJobs.EMR.role()),
                            Map.entry("SPARK_JAR", LaunchedJobs.EMR.jar()),
                            Map.entry("SPARK_SCRIPT", LaunchedJobs.EMR.script()),
                            Map.entry("LOGS_BUCKET", LaunchedJobs.EMR.logsBucket()),
                            Map.entry("JOB_REGION", LaunchedJobs.EMR.region()),
                            Map.entry("JOB_WORKERS", "3"),
                            Map.entry("JOB_LIMIT_MINUTES", "240"))
                    .get(name));
        }

        @Override
        public Clock clock() {
            return jobs.clock;
        }
    }
}
