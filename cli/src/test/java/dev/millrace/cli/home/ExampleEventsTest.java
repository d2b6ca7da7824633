package dev.millrace.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.json.Json;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleEventsTest {
    private static final Map<String, String> VALUES = Map.of("Key", "a \"b\".csv", "Fence", "3");

    @Test
    void fillsInPlaceholdersWithinTexts() throws IOException {
        assertThat(filled("{\"key\": \"s3://${Key}\"}")).isEqualTo(json("{\"key\": \"s3://a \\\"b\\\".csv\"}"));
    }

    @Test
    void makesANumberOfANumbersPlaceholder() throws IOException {
        assertThat(filled("{\"fence\": \"${Fence}\", \"text\": \"#${Fence}\"}").toString())
                .isEqualTo("{\"fence\":3,\"text\":\"#3\"}");
    }

    @Test
    void refusesAPlaceholderThatItDoesNotKnow() {
        assertThatThrownBy(() -> filled("[\"${Other}\"]"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("${Other}");
    }

    private static JsonNode filled(String event) throws IOException {
        return ExampleEvents.filled(json(event), VALUES);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text);
    }
}
