package dev.millrace.engines.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.clients.Wiring;
import dev.millrace.contract.Engine;

/// An engine as Millrace uses it: how it is set up, launched, asked and heard.
public interface EngineAdapter {
    /// Which one it is.
    Engine engine();

    /// The setting that names its owner of runs, such as the Glue job; `none` where the stack has none.
    String setting();

    /// Its runs.
    ///
    /// @param owner the value of [#setting()]
    JobRuns runs(Wiring wiring, String owner);

    /// What starts its runs.
    ///
    /// @param owner the value of [#setting()]
    JobLauncher launcher(Wiring wiring, String owner, JobRuns runs);

    /// The `detail-type` of EventBridge's events of its runs.
    String eventType();

    /// What such an event says.
    ///
    /// @param detail the event's `detail`
    /// @throws JsonProcessingException when it is none of such an event
    RunNews news(JsonNode detail) throws JsonProcessingException;
}
