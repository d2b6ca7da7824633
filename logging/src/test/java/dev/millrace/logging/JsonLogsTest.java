package dev.millrace.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.SLF4JServiceProvider;
import software.amazon.lambda.powertools.logging.internal.LoggingManager;
import software.amazon.lambda.powertools.logging.internal.PowertoolsLoggedFields;

class JsonLogsTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:15:30.007Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream stdout = System.out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final SLF4JServiceProvider provider = new JsonLogs();

    private final Level level = new LogLevels().getLogLevel(LoggerFactory.getLogger(JsonLogsTest.class));

    @AfterEach
    void givesStandardOutputBack() {
        System.setOut(stdout);
        new LogLevels().setLogLevel(level);
    }

    @Test
    void writesTheFieldsOfPowertoolsLayout() {
        Map<String, String> context =
                Map.of("cold_start", "true", "function_memory_size", "512", "oid", "ab", "none", "");
        assertThat(new String(
                        JsonLine.of(AT, Level.INFO, "dev.millrace.Some", "Moved", null, context),
                        StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"level":"INFO","message":"Moved","cold_start":true,"function_memory_size":512,"oid":"ab",\
                        "logger":"dev.millrace.Some","timestamp":"2026-11-20T10:15:30.007Z"}
                        """);
    }

    /// What files bring may try to write a line of its own.
    @Test
    void keepsAnEventOnOneLineWhateverItSays() throws IOException {
        String message = "a\nb\r\"}\u0000\u2028\ud800 \ud83d\ude00";
        byte[] line = JsonLine.of(AT, Level.WARN, "l", message, null, Map.of("sampling_rate", "1,\"x\":2"));

        assertThat(new String(line, StandardCharsets.UTF_8).lines()).hasSize(1);
        assertThat(JSON.readTree(line).path("message").asText()).isEqualTo(message.replace('\ud800', '?'));
        assertThat(JSON.readTree(line).path("sampling_rate").asText()).isEqualTo("1,\"x\":2");
    }

    @Test
    void tellsOfAFaultWithItsStack() throws IOException {
        var fault = new IllegalStateException("the table is gone", new IOException("404"));

        JsonNode error = JSON.readTree(JsonLine.of(AT, Level.ERROR, "l", null, fault, Map.of()))
                .path("error");

        assertThat(error.path("message").asText()).isEqualTo("the table is gone");
        assertThat(error.path("name").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.path("stack").asText())
                .contains("at dev.millrace.logging.JsonLogsTest", "Caused by: java.io.IOException: 404");
    }

    @Test
    void keepsWhatFailedFirstOfALongStack() throws IOException {
        Throwable fault = new IOException("the disk is full");
        for (int i = 0; i < 100; i++) {
            fault = new IllegalStateException("step " + i, fault);
        }

        JsonNode error = JSON.readTree(JsonLine.of(AT, Level.ERROR, "l", null, fault, Map.of()))
                .path("error");

        assertThat(error.path("stack").asText())
                .startsWith("java.lang.IllegalStateException: step 99")
                .contains("\n…\n", "Caused by: java.io.IOException: the disk is full")
                .hasSizeLessThan(11_000);
    }

    @Test
    void isFoundBySlf4jAndByPowertools() {
        assertThat(ServiceLoader.load(SLF4JServiceProvider.class)).hasAtLeastOneElementOfType(JsonLogs.class);
        assertThat(ServiceLoader.load(LoggingManager.class)).hasExactlyElementsOfTypes(LogLevels.class);
    }

    @Test
    void writesToWhateverStandardOutputIs() throws IOException {
        Logger log = logger();
        new LogLevels().setLogLevel(Level.INFO);

        log.info("{} rows of {}, and {}", 3, "a.csv", "more", new IOException("late"));
        log.debug("unseen");

        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().path("message").asText()).isEqualTo("3 rows of a.csv, and more");
        assertThat(lines.getFirst().path("error").path("message").asText()).isEqualTo("late");
        assertThat(lines.getFirst().path("logger").asText()).isEqualTo("dev.millrace.Some");
    }

    @Test
    void logsAtTheLevelThatPowertoolsSets() throws IOException {
        Logger log = logger();
        var levels = new LogLevels();

        levels.setLogLevel(Level.ERROR);
        log.warn("unseen");
        levels.setLogLevel(Level.TRACE);
        log.trace("a");
        log.debug("b");
        log.warn("c");
        log.error("d");

        assertThat(lines()).extracting(line -> line.path("message").asText()).containsExactly("a", "b", "c", "d");
        assertThat(levels.getLogLevel(log)).isEqualTo(Level.TRACE);
    }

    @Test
    void takesInfoForALevelThatIsNone() {
        assertThat(LogLevels.ofSetting(null)).isEqualTo(Level.INFO);
        assertThat(LogLevels.ofSetting("loud")).isEqualTo(Level.INFO);
        assertThat(LogLevels.ofSetting(" warn ")).isEqualTo(Level.WARN);
    }

    /// A field that Powertools adds one day must not be forgotten by mistake: they all come through the context.
    @Test
    void knowsPowertoolsFields() {
        assertThat(PowertoolsLoggedFields.stringValues())
                .contains("cold_start", "function_memory_size", "sampling_rate", "service", "xray_trace_id");
    }

    private Logger logger() {
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        return provider.getLoggerFactory().getLogger("dev.millrace.Some");
    }

    private List<JsonNode> lines() throws IOException {
        return JSON.readerFor(JsonNode.class)
                .<JsonNode>readValues(written.toByteArray())
                .readAll();
    }
}
