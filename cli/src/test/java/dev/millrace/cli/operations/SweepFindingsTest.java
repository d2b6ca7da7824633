package dev.millrace.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.json.Json;
import dev.millrace.local.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepFindingsTest {
    private final SweepFindings findings = new SweepFindings();

    @Test
    void addsUpTheCallsUntilOneIsThrough() {
        assertThat(findings.add(answer("{\"complete\": false, \"listed\": 1000, \"lostEvents\": 0}")))
                .isFalse();
        assertThat(findings.add(answer("{\"complete\": true, \"listed\": 234, \"lostEvents\": 2}")))
                .isTrue();

        assertThat(findings.json().toString()).isEqualTo("{\"listed\":1234,\"lostEvents\":2}");
        assertThat(findings.line()).isEqualTo("listed 1234, lostEvents 2");
    }

    @Test
    void showsAlsoNumbersThatItKnowsNothingOf() {
        findings.add(answer("{\"complete\": true, \"started\": 3, \"painted\": 4, \"words\": \"not a number\"}"));

        assertThat(findings.table().lines(200))
                .anySatisfy(line -> assertThat(line).startsWith("started  3").contains("started now"))
                .anySatisfy(line -> assertThat(line).startsWith("painted  4"))
                .noneSatisfy(line -> assertThat(line).contains("words"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"complete\": \"yes\"}", "[true]"})
    void refusesWhatIsNoAnswerOfASweep(String answer) {
        assertThatThrownBy(() -> findings.add(answer(answer)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("another release");
    }

    private static JsonNode answer(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
