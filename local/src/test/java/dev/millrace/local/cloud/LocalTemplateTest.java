package dev.millrace.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testing.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The project's own template, as the local cloud gets it.
class LocalTemplateTest {
    private final ObjectNode template = template();
    private final ObjectNode local = FunctionSettings.in(LocalTemplate.of(template), Map.of("NoticeEmail", "a@b"));

    @Test
    void differsFromTheTemplateInNothingButTheListedDifferences() {
        assertThat(TemplateDifferences.between(template, local))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(LocalTemplate.DIFFERENCES)
                        .anyMatch(difference -> TemplateDifferences.matches(difference.path(), path)));
    }

    @Test
    void hasNoSnapStartAndNoRuntimeOfJava() {
        assertThat(local.findValues("SnapStart")).isEmpty();
        assertThat(local.findValuesAsText("Runtime")).isNotEmpty().containsOnly("provided.al2023");
    }

    @Test
    void leavesTheTemplateItselfAsItIs() {
        assertThat(template).isEqualTo(template());
    }

    @Test
    void saysForEachDifferenceWhatTheLocalCloudLacks() {
        assertThat(LocalTemplate.DIFFERENCES)
                .allSatisfy(difference -> assertThat(difference.reason()).isNotBlank());
    }

    @Test
    void knowsTheFunctions() {
        assertThat(LocalTemplate.functions(template)).contains("StartIngestionFunction", "ValidateFileFunction");
    }

    private static ObjectNode template() {
        Template template = Template.read();
        return JsonMapper.builder()
                .build()
                .valueToTree(Map.of(
                        "Globals", Map.of("Function", template.functionGlobals()),
                        "Resources", template.resources()));
    }
}
