package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a caller must be allowed to do for an operation (Service Authorization Reference, "AWS Glue" and "Amazon EMR
/// Serverless").
final class NeededRights {
    private NeededRights() {}

    /// Those of Glue's crawlers and job runs.
    ///
    /// @param input as it came, not yet checked
    static List<Right> ofGlue(String operation, JsonNode input) {
        var rights = new ArrayList<Right>();
        String job = input.path("JobName").asText();
        String thing =
                operation.contains("Crawler") ? "crawler/" + input.path("Name").asText() : "job/" + job;
        rights.add(Right.to("glue", operation, thing).with(tags(input)));
        if (operation.contains("Crawler") && input.has("Role")) {
            rights.add(Right.toPass(input.path("Role").asText(), "glue.amazonaws.com"));
        }
        return rights;
    }

    /// The condition keys of the tags that a request gives.
    private static Map<String, String> tags(JsonNode input) {
        var tags = new LinkedHashMap<String, String>();
        input.path("Tags")
                .properties()
                .forEach(tag -> tags.put(
                        "aws:RequestTag/" + tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    /// Those of EMR Serverless.
    static List<Right> ofEmr(String operation, JsonNode input) {
        var rights = new ArrayList<Right>();
        String application = "/applications/" + input.path("applicationId").asText();
        String run =
                input.has("jobRunId") ? "/jobruns/" + input.path("jobRunId").asText() : "";
        rights.add(Right.to(
                "emr-serverless", operation, operation.equals("CreateApplication") ? "/*" : application + run));
        if (operation.equals("StartJobRun")) {
            rights.add(Right.toPass(input.path("executionRoleArn").asText(), "emr-serverless.amazonaws.com"));
        }
        return rights;
    }
}
