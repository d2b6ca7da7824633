package dev.millrace.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testing.SamTransform;
import dev.millrace.testing.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A function's callers get its new settings: AWS SAM's own transform makes another version of it.
class FunctionSettingsTest {
    @TempDir
    private static Path folder = Path.of(".");

    private static Path built = Path.of(".");
    private static ObjectNode template = JsonNodeFactory.instance.objectNode();

    @BeforeAll
    static void build() throws IOException {
        built = SamTransform.build(folder);
        template = LocalTemplate.read(built);
    }

    private static String literal(ObjectNode template, Map<String, String> parameters) {
        return FunctionSettings.in(template, parameters)
                .at("/" + FunctionSettings.PATH)
                .asText();
    }

    @Test
    void anotherValueOfAParameterIsAnotherVersionOfEachFunctionThatNamesIt() throws IOException {
        Map<String, Object> before = SamTransform.expand(FunctionSettings.write(built, Map.of()));
        Map<String, Object> again =
                SamTransform.expand(FunctionSettings.write(built, Map.of("MaxLambdaMegabytes", "256")));
        Map<String, Object> after =
                SamTransform.expand(FunctionSettings.write(built, Map.of("MaxLambdaMegabytes", "255")));

        assertThat(versions(before)).hasSize(functions(before, "").size()).isEqualTo(versions(again));
        assertThat(functions(before, "MaxLambdaMegabytes"))
                .contains("ValidateFileFunction")
                .allSatisfy(function ->
                        assertThat(version(after, function)).isNotEmpty().isNotEqualTo(version(before, function)));
    }

    @Test
    void theLiteralFollowsEachParameter() {
        String usual = literal(template, Map.of());

        assertThat(template.path("Parameters").size()).isPositive();
        template.path("Parameters")
                .fieldNames()
                .forEachRemaining(name -> assertThat(literal(template, Map.of(name, "other")))
                        .as(name)
                        .isNotEqualTo(usual));
    }

    @Test
    void theLiteralFollowsEachSettingOfAFunctionThatSamPassesOver() {
        String usual = literal(template, Map.of());
        ObjectNode patient = template.deepCopy();
        patient.withObject("/Resources/SweepFunction/Properties").put("Timeout", 301);
        ObjectNode usually = template.deepCopy();
        usually.withObject("/Globals/Function").put("Timeout", 61);
        ObjectNode alarmed = template.deepCopy();
        alarmed.withObject("/Resources/SweepSilentAlarm/Properties").put("Period", 1);

        assertThat(literal(patient, Map.of())).isNotEqualTo(usual);
        assertThat(literal(usually, Map.of())).isNotEqualTo(usual);
        assertThat(literal(alarmed, Map.of())).isEqualTo(usual);
    }

    @Test
    void aParameterThatTheTemplateLostChangesNothing() {
        assertThat(literal(template, Map.of("Gone", "x"))).isEqualTo(literal(template, Map.of()));
    }

    @Test
    void theTemplateLiesBesideTheBuiltOneWhichStaysAsItWas() throws IOException {
        String before = Files.readString(built);

        assertThat(FunctionSettings.write(built, Map.of()).getParent()).isEqualTo(built.getParent());
        assertThat(built).hasContent(before);
    }

    @Test
    void aTemplateWithoutTheVariableIsRefused() {
        ObjectNode without = template.deepCopy();
        without.withObject("/Globals/Function/Environment/Variables").remove(FunctionSettings.VARIABLE);

        assertThatThrownBy(() -> FunctionSettings.in(without, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MILLRACE_SETTINGS");
    }

    /// The functions whose environment, or a condition in it, names a parameter.
    private static Set<String> functions(Map<String, Object> resources, String parameter) {
        var found = new TreeSet<String>();
        resources.forEach((id, resource) -> {
            Map<String, Object> known = Template.map(resource);
            if ("AWS::Lambda::Function".equals(known.get("Type"))
                    && String.valueOf(Template.map(known.get("Properties")).get("Environment"))
                            .contains(parameter)) {
                found.add(id);
            }
        });
        return found;
    }

    private static Set<String> versions(Map<String, Object> resources) {
        var found = new TreeSet<String>();
        functions(resources, "").forEach(function -> found.addAll(version(resources, function)));
        return found;
    }

    private static Set<String> version(Map<String, Object> resources, String function) {
        var found = new TreeSet<String>();
        resources.forEach((id, resource) -> {
            if ("AWS::Lambda::Version".equals(Template.map(resource).get("Type"))
                    && id.startsWith(function + "Version")) {
                found.add(id);
            }
        });
        return found;
    }
}
