package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Template;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The template keeps its promises, and each rule finds a template that does not.
class TemplateTest {
    private static final Template TEMPLATE = Template.read();

    static Stream<TemplateRule> rules() {
        return Stream.of(
                        RightsCases.rules(),
                        FunctionCases.rules(),
                        PlaceCases.rules(),
                        AlarmCases.rules(),
                        NameCases.rules())
                .flatMap(rules -> rules);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void keepsTheRule(TemplateRule rule) {
        assertThat(rule.check().apply(TEMPLATE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleFindsWhatBreaksIt(TemplateRule rule) {
        assertThat(rule.breaks()).isNotEmpty().allSatisfy(change -> {
            Template broken = TEMPLATE.copy();
            change.accept(broken);
            assertThat(rule.check().apply(broken)).isNotEmpty();
        });
    }

    @Test
    void everyRuleIsTriedHere() {
        assertThat(Stream.of(
                                RightsRules.class,
                                FunctionRules.class,
                                PlaceRules.class,
                                AlarmRules.class,
                                DashboardRules.class,
                                NameRules.class)
                        .flatMap(c -> Stream.of(c.getDeclaredMethods()))
                        .filter(TemplateTest::isRule)
                        .map(Method::getName))
                .containsExactlyInAnyOrderElementsOf(
                        rules().map(TemplateRule::name).toList());
    }

    private static boolean isRule(Method method) {
        return method.getReturnType() == List.class
                && List.of(Template.class).equals(List.of(method.getParameterTypes()))
                && !method.isSynthetic()
                && !Modifier.isPrivate(method.getModifiers());
    }
}
