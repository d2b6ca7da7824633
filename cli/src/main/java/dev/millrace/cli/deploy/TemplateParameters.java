package dev.millrace.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The parameters of a template.
final class TemplateParameters {
    private final JsonNode parameters;

    TemplateParameters(ObjectNode template) {
        this.parameters = template.path("Parameters");
    }

    /// Holds what was given against what the template asks for. AWS SAM passes over names that the template does not
    /// have.
    ///
    /// @param given values for this deploy
    /// @param before names of those that the stack has values of from the deploy before
    /// @throws Trouble when one is missing, or unknown
    void check(Map<String, String> given, Set<String> before) {
        for (String name : given.keySet()) {
            if (!parameters.has(name)) {
                throw new UserError("The template has no parameter %s. It has: %s".formatted(name, names()));
            }
        }
        for (String name : names()) {
            if (!parameters.path(name).has("Default") && !given.containsKey(name) && !before.contains(name)) {
                throw new UserError("The first deploy of a stack needs --parameter %s=… (%s)"
                        .formatted(
                                name, parameters.path(name).path("Description").asText()));
            }
        }
    }

    /// The value that each parameter will have.
    ///
    /// @param given values for this deploy
    /// @param before values that the stack has from the deploy before; they stay when none is given
    Map<String, String> values(Map<String, String> given, Map<String, String> before) {
        var values = new TreeMap<String, String>();
        for (String name : names()) {
            String usual = parameters.path(name).path("Default").asText();
            values.put(name, given.getOrDefault(name, before.getOrDefault(name, usual)));
        }
        return values;
    }

    private List<String> names() {
        var names = new ArrayList<String>();
        parameters.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
