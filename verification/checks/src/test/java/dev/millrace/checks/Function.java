package dev.millrace.checks;

import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A Lambda function of the template.
///
/// @param logicalId such as `MoveInvalidFileFunction`
/// @param name the same without its ending
record Function(String logicalId, String name, Map<String, Object> properties, Map<String, Object> globals) {
    private static final String ENDING = "Function";

    static List<Function> all(Template template) {
        return template.ofType("AWS::Serverless::Function").entrySet().stream()
                .map(e -> new Function(
                        e.getKey(), e.getKey().replaceAll(ENDING + "$", ""), e.getValue(), template.functionGlobals()))
                .toList();
    }

    /// Its folder, Maven module and service name, such as `move-invalid-file`.
    String folder() {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /// Its package, such as `dev.millrace.moveinvalidfile`.
    String packageName() {
        return "dev.millrace." + name.toLowerCase(Locale.ROOT);
    }

    String handlerClass() {
        return packageName() + "." + name + "Handler";
    }

    int timeout() {
        Object own = properties.get("Timeout");
        return Integer.parseInt(String.valueOf(own == null ? globals.get("Timeout") : own));
    }

    Map<String, Object> environment() {
        Object environment = properties.get("Environment");
        return environment == null ? Map.of() : map(map(environment).get("Variables"));
    }

    /// The settings of its events of one type, such as `SQS`, by their names.
    Map<String, Map<String, Object>> events(String type) {
        var events = new LinkedHashMap<String, Map<String, Object>>();
        map(properties.getOrDefault("Events", Map.of())).forEach((event, content) -> {
            if (type.equals(map(content).get("Type"))) {
                events.put(event, map(map(content).get("Properties")));
            }
        });
        return events;
    }

    /// The names of its steps; empty when it serves no state.
    List<String> steps() {
        Optional<Class<?>> step = Stream.of(load(handlerClass()).getDeclaredClasses())
                .filter(c -> c.getSimpleName().equals("Step"))
                .findFirst();
        return step.map(Class::getEnumConstants).stream()
                .flatMap(Arrays::stream)
                .map(Object::toString)
                .toList();
    }

    static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Function.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("There is no class " + name, e);
        }
    }
}
