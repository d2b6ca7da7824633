package dev.millrace.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Compares templates without knowing how one was made from the other.
final class TemplateDifferences {
    private TemplateDifferences() {}

    /// The paths of all values that differ or are only in one of them.
    static List<List<String>> between(JsonNode one, JsonNode other) {
        var found = new ArrayList<List<String>>();
        compare(List.of(), one, other, found);
        return found;
    }

    /// Whether a path is one that a pattern with `*` stands for.
    static boolean matches(List<String> pattern, List<String> path) {
        return pattern.size() == path.size()
                && java.util.stream.IntStream.range(0, path.size())
                        .allMatch(i ->
                                pattern.get(i).equals("*") || pattern.get(i).equals(path.get(i)));
    }

    private static void compare(List<String> path, JsonNode one, JsonNode other, List<List<String>> found) {
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(with(path, name), one.path(name), other.path(name), found));
        } else if (!one.equals(other)) {
            found.add(path);
        }
    }

    private static List<String> with(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
