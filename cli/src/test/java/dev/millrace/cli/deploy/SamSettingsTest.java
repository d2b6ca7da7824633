package dev.millrace.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamSettingsTest {
    @TempDir
    private Path folder = Path.of(".");

    private static SamSettings settings(String json) throws IOException {
        return new SamSettings((ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"')));
    }

    private JsonNode written(SamSettings settings, Map<String, String> parameters) throws IOException {
        Path file = folder.resolve("settings.yaml");
        settings.write(file, "mine", "eu-west-1", "bucket", parameters);
        return Json.MAPPER.readTree(file.toFile());
    }

    @Test
    void knowsWhatTheFileSays() throws IOException {
        var settings = settings("""
                {'stack_name': 's', 'region': 'eu-north-1', 'profile': 'p', 'confirm_changeset': true,
                 'parameter_overrides': {'SweepMinutes': '3'}}
                """);

        assertThat(settings.stack()).contains("s");
        assertThat(settings.region()).contains("eu-north-1");
        assertThat(settings.profile()).contains("p");
        assertThat(settings.confirmsChanges()).isTrue();
        assertThat(settings.parameters()).containsExactly(Map.entry("SweepMinutes", "3"));
    }

    @Test
    void saysNothingThatTheFileDoesNotSay() throws IOException {
        var settings = settings("{}");

        assertThat(settings.stack()).isEmpty();
        assertThat(settings.region()).isEmpty();
        assertThat(settings.profile()).isEmpty();
        assertThat(settings.confirmsChanges()).isFalse();
        assertThat(settings.parameters()).isEmpty();
    }

    @Test
    void keepsWhatTheDeployDoesNotDecide() throws IOException {
        var settings = settings("""
                {'stack_name': 's', 'resolve_s3': true, 's3_bucket': 'old', 'template': 't', 'confirm_changeset': true,
                 'capabilities': 'CAPABILITY_NAMED_IAM', 'tags': 'team=data', 'profile': 'p',
                 'parameter_overrides': {'SweepMinutes': '3'}}
                """);

        assertThat(written(settings, Map.of("DailyBatches", "cron(0 2 * * ? *)")))
                .isEqualTo(Json.MAPPER.readTree("""
                        {"version": 0.1, "default": {"deploy": {"parameters": {
                          "stack_name": "mine", "region": "eu-west-1", "s3_bucket": "bucket", "profile": "p",
                          "capabilities": "CAPABILITY_NAMED_IAM", "tags": "team=data",
                          "parameter_overrides": {"DailyBatches": "cron(0 2 * * ? *)"}}}}}
                        """));
    }

    @Test
    void asksForTheRightToMakeRolesWhenTheFileDoesNot() throws IOException {
        assertThat(written(settings("{}"), Map.of())
                        .at("/default/deploy/parameters/capabilities")
                        .asText())
                .isEqualTo("CAPABILITY_IAM CAPABILITY_NAMED_IAM");
    }
}
