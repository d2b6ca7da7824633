package dev.millrace.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.EngineAdapter;
import dev.millrace.engines.runs.RunNews;
import dev.millrace.engines.runs.RunStatus;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

class EnginesTest {
    /// A function with settings, and with no client.
    private record Settings(Map<String, String> values) implements Wiring {
        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
            throw new AssertionError("No service is asked here");
        }

        @Override
        public String setting(String name) {
            return value(name).orElseThrow();
        }

        @Override
        public Optional<String> value(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }
    }

    @Test
    void eachEngineOfContractsIsListedOnce() {
        assertThat(Engines.ALL).extracting(EngineAdapter::engine).containsExactlyInAnyOrder(Engine.values());
        assertThat(Engines.ALL).extracting(EngineAdapter::setting).doesNotHaveDuplicates();
        assertThat(Engines.ALL).extracting(EngineAdapter::eventType).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void oneThatIsNotSetUpIsRefusedByItsName(Engine engine) {
        var wiring = new Settings(Map.of("GLUE_JOB", "none", "EMR_APPLICATION", ""));

        assertThat(Engines.isSetUp(wiring, engine)).isFalse();
        assertThatThrownBy(() -> Engines.connect(wiring).of(engine))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(engine.title());
        assertThatThrownBy(() -> Engines.connect(wiring).launchers(wiring).of(engine))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(engine.title());
    }

    @Test
    void oneIsSetUpByItsSettingAlone() {
        var wiring = new Settings(Map.of("GLUE_JOB", "millrace-job", "EMR_APPLICATION", "none"));

        assertThat(Engines.isSetUp(wiring, Engine.GLUE)).isTrue();
        assertThat(Engines.isSetUp(wiring, Engine.EMR_SERVERLESS)).isFalse();
        assertThat(Engines.owners(wiring).values()).containsExactly("millrace-job");
    }

    /// The forms are those of the services' user guides, "Automating … with EventBridge".
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Glue Job State Change|{\"jobName\":\"job\",\"jobRunId\":\"jr_1\",\"state\":\"FAILED\",\"message\":\"why\"}|GLUE|job|jr_1|FAILED|why",
                "EMR Serverless Job Run State Change|{\"applicationId\":\"app\",\"jobRunId\":\"1\",\"state\":\"SUCCESS\"}|EMR_SERVERLESS|app|1|SUCCEEDED|",
            })
    void anEventOfItsRunsIsUnderstood(
            String type, String detail, Engine engine, String owner, String run, RunStatus.Phase phase, String message)
            throws JsonProcessingException {
        RunNews news = Engines.news(type, Json.MAPPER.readTree(detail));

        assertThat(news.engine()).isEqualTo(engine);
        assertThat(news.owner()).isEqualTo(owner);
        assertThat(news.runId()).isEqualTo(run);
        assertThat(news.phase()).isEqualTo(phase);
        assertThat(news.message()).isEqualTo(message);
    }

    @Test
    void anEventOfNoEngineIsRefusedAndSaysWhichAreKnown() {
        assertThatThrownBy(() -> Engines.news("EC2 Instance State-change Notification", Json.MAPPER.createObjectNode()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EC2 Instance")
                .hasMessageContaining("Glue Job State Change");
    }
}
