package dev.millrace.watchjobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.engines.Engines;
import dev.millrace.engines.runs.RunNews;

/// EventBridge's event of a job's run.
///
/// @param kind name of the event, by which its engine is known
/// @param detail what happened, as the engine says it
@JsonIgnoreProperties(ignoreUnknown = true)
record RunEvent(
        @JsonProperty(value = "detail-type", required = true)
        String kind,

        @JsonProperty(required = true) JsonNode detail) {
    RunNews news() throws JsonProcessingException {
        return Engines.news(kind, detail);
    }
}
