package dev.millrace.base.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.Claim;
import dev.millrace.base.json.Json;
import dev.millrace.faults.UnknownState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTaskTest {
    enum Step {
        MarkIngested,
        MarkFailed
    }

    @Test
    void findsTheStepByTheStatesNameWithoutSpaces() {
        assertThat(task("Mark Ingested", "{}").step(Step.class)).isEqualTo(Step.MarkIngested);
    }

    @Tag("H093")
    @ParameterizedTest
    @ValueSource(strings = {"Load File", "mark ingested", "", " ", "Mark Ingested\n", "MarkIngested;MarkFailed"})
    void refusesAStateThatTheFunctionDoesNotServe(String state) {
        assertThatThrownBy(() -> task(state, "{}").step(Step.class))
                .isInstanceOf(UnknownState.class)
                .hasMessageContaining("[MarkIngested, MarkFailed]")
                .hasMessageNotContaining("\n");
    }

    record Loaded(String oid, long rows) {}

    @Test
    @Tag("H092")
    void passesOverWhatAnotherReleaseHasInItsInput() {
        assertThat(task("Load File", "{\"oid\": \"abc\", \"rows\": 3, \"more\": {}}")
                        .input(Loaded.class))
                .isEqualTo(new Loaded("abc", 3));
    }

    /// A missing number is not zero.
    @ParameterizedTest
    @Tag("H086")
    @ValueSource(strings = {"{\"oid\": \"abc\"}", "{\"oid\": \"abc\", \"rows\": null}"})
    void refusesAnInputThatLacksANumber(String input) {
        assertThatThrownBy(() -> task("Load File", input).input(Loaded.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Load File' is not a Loaded");
    }

    @Test
    void readsItsInputAsARecord() {
        String oid = "0".repeat(64);

        Claim claim = task("Load File", """
                        {"dataset": "daily/x", "object": "a/b#1", "oid": "%s", "fence": 2, "more": true}
                        """.formatted(oid)).input(Claim.class);

        assertThat(claim).isEqualTo(new Claim("daily/x", "a/b#1", oid, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "\"text\"", "{\"dataset\": \"d\", \"object\": \"o\", \"oid\": \"x\", \"fence\": 1}"})
    void namesTheStateWhoseInputHasNotTheRightForm(String input) {
        assertThatThrownBy(() -> task("Load File", input).input(Claim.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Load File'")
                .hasMessageContaining("Claim");
    }

    @Test
    void saysWhoWritesByStateAndExecution() {
        assertThat(task("Load File", "{}").by()).isEqualTo("Load File of ing-1");
    }

    private static StateTask task(String state, String input) {
        try {
            return new StateTask(state, "ing-1", Json.MAPPER.readTree(input));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
