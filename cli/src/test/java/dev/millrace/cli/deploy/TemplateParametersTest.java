package dev.millrace.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.local.UserError;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateParametersTest {
    private final TemplateParameters parameters = parameters();

    private static TemplateParameters parameters() {
        ObjectNode template = Json.MAPPER.createObjectNode();
        ObjectNode all = template.putObject("Parameters");
        all.putObject("Mail").put("Description", "Who is told.");
        all.putObject("Minutes").put("Default", 5);
        return new TemplateParameters(template);
    }

    @Test
    void asksForTheOneWithoutADefault() {
        assertThatThrownBy(() -> parameters.check(Map.of("Minutes", "3"), Set.of()))
                .isInstanceOf(UserError.class)
                .hasMessage("The first deploy of a stack needs --parameter Mail=… (Who is told.)");
    }

    @Test
    void isContentWithTheValueOfTheDeployBefore() {
        assertThatCode(() -> parameters.check(Map.of(), Set.of("Mail"))).doesNotThrowAnyException();
        assertThatCode(() -> parameters.check(Map.of("Mail", "x"), Set.of())).doesNotThrowAnyException();
    }

    @Test
    void aValueIsTheGivenOneOrTheStacksOrTheUsual() {
        assertThat(parameters.values(Map.of(), Map.of("Mail", "old", "Gone", "x")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("Mail", "old", "Minutes", "5"));
        assertThat(parameters.values(Map.of("Mail", "new"), Map.of("Mail", "old", "Minutes", "7")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("Mail", "new", "Minutes", "7"));
    }

    @Test
    void refusesANameThatTheTemplateDoesNotHave() {
        assertThatThrownBy(() -> parameters.check(Map.of("Mail", "x", "Minute", "3"), Set.of()))
                .isInstanceOf(UserError.class)
                .hasMessage("The template has no parameter Minute. It has: [Mail, Minutes]");
    }
}
