package dev.millrace.engines.emrserverless;

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

/// Amazon EMR Serverless. Its owner of runs is an application.
public final class EmrServerlessEngine implements EngineAdapter {
    @Override
    public Engine engine() {
        return Engine.EMR_SERVERLESS;
    }

    @Override
    public String setting() {
        return "EMR_APPLICATION";
    }

    @Override
    public JobRuns runs(Wiring wiring, String owner) {
        return EmrJobRuns.connect(wiring, owner);
    }

    @Override
    public JobLauncher launcher(Wiring wiring, String owner, JobRuns runs) {
        return EmrLauncher.connect(wiring, owner, runs);
    }

    /// EMR Serverless user guide, "Automating EMR Serverless with EventBridge".
    @Override
    public String eventType() {
        return "EMR Serverless Job Run State Change";
    }

    /// The event does not say why a run failed.
    @Override
    public RunNews news(JsonNode detail) throws JsonProcessingException {
        Detail said = Json.MAPPER.treeToValue(detail, Detail.class);
        return new RunNews(
                engine(), said.applicationId(), said.jobRunId(), EmrJobRuns.phase(said.state()), said.state(), null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Detail(
            @Nullable String applicationId,
            @JsonProperty(required = true) String jobRunId,
            @JsonProperty(required = true) String state) {}
}
