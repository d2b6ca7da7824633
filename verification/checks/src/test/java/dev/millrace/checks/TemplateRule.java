package dev.millrace.checks;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A rule about the template, and changes that must break it.
record TemplateRule(String name, Function<Template, List<String>> check, List<Change> breaks) {
    /// A change that must break a rule.
    interface Change {
        void accept(Template broken);
    }

    static TemplateRule rule(String name, Function<Template, List<String>> check, Change... breaks) {
        return new TemplateRule(name, check, List.of(breaks));
    }

    @Override
    public String toString() {
        return name;
    }

    /// What stands within a resource's properties, such as `at(t, "Key", "KeyPolicy", "Statement", 1)`.
    static Map<String, Object> at(Template template, String resource, Object... path) {
        Object found = template.properties(resource);
        for (Object step : path) {
            found = step instanceof Integer place
                    ? list(found).get(place)
                    : map(found).get(step);
        }
        return map(found);
    }
}
