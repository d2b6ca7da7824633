package dev.millrace.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/// What the functions' logs make of texts from outside.
class ALogLineTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @Tag("H023")
    @Tag("H027")
    @Tag("H116")
    @ValueSource(
            strings = {
                "a\r\n{\"level\":\"ERROR\",\"message\":\"forged\"}\n",
                "\u001B[2J\u001B[31mred",
                "a\u2028b\u0085c\u0000d",
                "\"},{\"level\":\"ERROR\"",
                "${jndi:ldap://x} ${env:PATH} {{7*7}} {}"
            })
    void isOneLineOfJsonThatHoldsTheTextAsItIs(String hostile) throws IOException {
        String line = lineOf("Key " + hostile, null, hostile);

        assertThat(line).endsWith("\n");
        assertThat(line.strip()).doesNotContainPattern("[\\x00-\\x1F]");
        JsonNode json = JSON.readTree(line);
        assertThat(json.path("level").asText()).isEqualTo("INFO");
        assertThat(json.path("message").asText()).isEqualTo("Key " + hostile);
        assertThat(json.path("key").asText()).isEqualTo(hostile);
    }

    /// Lambda breaks an event of more than 256 KiB up.
    @ParameterizedTest
    @Tag("H116")
    @ValueSource(strings = {"x", "\n", "\u0001", "😀"})
    void isCutWhenTheTextIsAMegabyte(String character) throws IOException {
        String text = character.repeat(1_000_000);
        String line = lineOf(text, new IOException(text), text);

        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256 * 1024);
        assertThat(line.strip()).doesNotContain("\n");
        JsonNode json = JSON.readTree(line);
        assertThat(json.path("message").asText())
                .startsWith(character.repeat(1000))
                .endsWith(character + "…");
    }

    private static String lineOf(String message, @Nullable Throwable thrown, String key) {
        return new String(
                JsonLine.of(Instant.EPOCH, Level.INFO, "test", message, thrown, Map.of("key", key)),
                StandardCharsets.UTF_8);
    }
}
