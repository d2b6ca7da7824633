package dev.millrace.engines.runs;

import dev.millrace.contract.Engine;
import org.jspecify.annotations.Nullable;

/// What an engine's event says of a run.
///
/// @param engine whose
/// @param owner what runs it there, such as the name of the Glue job; null when the event does not say
/// @param runId id of the run
/// @param phase how far it is
/// @param state the same in the engine's own word
/// @param message why, in the engine's words; null when the event does not say
public record RunNews(
        Engine engine,
        @Nullable String owner,
        String runId,
        RunStatus.Phase phase,
        String state,
        @Nullable String message) {}
