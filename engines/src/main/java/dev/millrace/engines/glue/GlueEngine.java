package dev.millrace.engines.glue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.EngineAdapter;
import dev.millrace.engines.runs.JobLauncher;
import dev.millrace.engines.runs.JobRuns;
import dev.millrace.engines.runs.RunNews;
import org.jspecify.annotations.Nullable;

/// AWS Glue. Its owner of runs is a Glue job.
public final class GlueEngine implements EngineAdapter {
    @Override
    public Engine engine() {
        return Engine.GLUE;
    }

    @Override
    public String setting() {
        return "GLUE_JOB";
    }

    @Override
    public JobRuns runs(Wiring wiring, String owner) {
        return GlueJobRuns.connect(wiring, owner);
    }

    @Override
    public JobLauncher launcher(Wiring wiring, String owner, JobRuns runs) {
        return GlueLauncher.connect(wiring, owner, runs);
    }

    /// Glue user guide, "Automating AWS Glue with EventBridge".
    @Override
    public String eventType() {
        return "Glue Job State Change";
    }

    @Override
    public RunNews news(JsonNode detail) throws JsonProcessingException {
        Detail said = Json.MAPPER.treeToValue(detail, Detail.class);
        return new RunNews(
                engine(),
                said.jobName(),
                said.jobRunId(),
                GlueJobRuns.phase(said.state()),
                said.state(),
                said.message());
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Detail(
            @Nullable String jobName,
            @JsonProperty(required = true) String jobRunId,
            @JsonProperty(required = true) String state,
            @Nullable String message) {}
}
