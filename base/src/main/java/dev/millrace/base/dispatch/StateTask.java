package dev.millrace.base.dispatch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Printable;
import dev.millrace.faults.UnknownState;
import java.util.Arrays;
import java.util.Objects;

/// What every Task state sends to its function. What a function does not know is passed over: an execution keeps the
/// state machine that it began with, and calls the functions of a later release or, after a rollback, of an earlier
/// one.
///
/// @param state name of the calling state, as the state machine writes it
/// @param execution name of the execution: who claims
/// @param input references to what the step works on
@JsonIgnoreProperties(ignoreUnknown = true)
public record StateTask(String state, String execution, JsonNode input) {
    private static final ObjectReader INPUTS =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public StateTask {
        Objects.requireNonNull(state, "A task needs its state's name in 'state'");
        Objects.requireNonNull(execution, "A task needs its execution's name in 'execution'");
        Objects.requireNonNull(input, "A task needs its 'input'");
    }

    /// The function's step for the calling state: the state's name without spaces is the constant's name.
    ///
    /// @throws UnknownState when the function has no such step; nothing was done
    public <S extends Enum<S>> S step(Class<S> steps) {
        String name = state.replace(" ", "");
        return Arrays.stream(steps.getEnumConstants())
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownState("This function serves no state '%s', only %s. Nothing was done."
                        .formatted(Printable.of(state, 80), Arrays.toString(steps.getEnumConstants()))));
    }

    /// The input as a record.
    ///
    /// @throws IllegalArgumentException when it has not the record's form
    public <T> T input(Class<T> type) {
        try {
            return INPUTS.treeToValue(input, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The input of state '%s' is not a %s: %s"
                            .formatted(state, type.getSimpleName(), e.getOriginalMessage()),
                    e);
        }
    }

    /// Who writes, for an audit record's history.
    public String by() {
        return state + " of " + execution;
    }
}
