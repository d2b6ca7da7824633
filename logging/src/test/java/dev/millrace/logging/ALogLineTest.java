package dev.millrace.base.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.json.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the functions' logging, as it is set up for Lambda, makes of texts from outside.
class ALogLineTest {
    private static final StringLayout LAYOUT = layout();

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
        String line = lineOf("Key " + hostile);

        assertThat(line).endsWith("\n");
        assertThat(line.strip()).doesNotContainPattern("[\\x00-\\x1F]");
        JsonNode json = Json.MAPPER.readTree(line);
        assertThat(json.path("level").asText()).isEqualTo("INFO");
        assertThat(json.path("message").asText()).isEqualTo("Key " + hostile);
    }

    @ParameterizedTest
    @Tag("H116")
    @ValueSource(strings = {"x", "\n", "😀"})
    void isCutWhenTheTextIsAMegabyte(String character) throws IOException {
        String line = lineOf(character.repeat(1_000_000));

        assertThat(line).hasSizeLessThan(256 * 1024);
        assertThat(line.strip()).doesNotContain("\n");
        assertThat(Json.MAPPER.readTree(line).path("message").asText()).startsWith(character.repeat(1000));
    }

    private static String lineOf(String message) {
        return LAYOUT.toSerializable(Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setLoggerName("test")
                .setMessage(new SimpleMessage(message))
                .build());
    }

    private static StringLayout layout() {
        try {
            var file = Objects.requireNonNull(ALogLineTest.class.getResource("/log4j2.xml"));
            Configuration lambdas = ConfigurationFactory.getInstance()
                    .getConfiguration(LoggerContext.getContext(false), "lambda", file.toURI());
            lambdas.initialize();
            return (StringLayout) lambdas.getAppender("Json").getLayout();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
