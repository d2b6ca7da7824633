package dev.millrace.contract;

import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// Contracts for tests, from columns in short: `id integer!`, `day date format=yyyy/MM/dd`, `n number
/// physicalType=…`.
///
/// A name, a logical type with `!` when required, then `option=value` pairs and flags such as `unique`.
/// `millrace.…=value` is a setting; `quality {…}` a rule of the dataset, `name.quality {…}` one of a column.
public final class Contracts {
    private Contracts() {}

    /// The contract with these columns and settings.
    ///
    /// @throws AssertionError if it is refused
    public static DataContract of(String... columns) {
        ParsedContract parsed = Formats.contract(yaml(columns).getBytes(StandardCharsets.UTF_8));
        if (parsed instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        throw new AssertionError(parsed + " for\n" + yaml(columns));
    }

    private static String yaml(String... columns) {
        StringJoiner properties = new StringJoiner("\n");
        StringJoiner settings = new StringJoiner("\n");
        StringJoiner quality = new StringJoiner(", ", "[", "]");
        settings.add("  - {property: millrace.keyPattern, value: 'in/*.csv'}");
        if (Arrays.stream(columns).noneMatch(column -> column.startsWith("millrace.onNewVersion="))) {
            settings.add("  - {property: millrace.onNewVersion, value: append}");
        }
        for (String column : columns) {
            if (column.startsWith("millrace.")) {
                String[] parts = column.split("=", 2);
                settings.add("  - {property: %s, value: %s}".formatted(parts[0], parts[1]));
            } else if (column.startsWith("quality ")) {
                quality.add(column.substring("quality ".length()));
            } else if (!column.contains(".quality ")) {
                properties.add("      - " + property(column, columns));
            }
        }
        return """
                apiVersion: v3.1.0
                kind: DataContract
                id: test
                version: 1.0.0
                status: active
                schema:
                  - name: things
                    quality: %s
                    properties:
                %s
                customProperties:
                %s
                """.formatted(quality, properties, settings);
    }

    private static final Set<String> OF_COLUMN = Set.of(
            "physicalName",
            "physicalType",
            "partitioned",
            "partitionKeyPosition",
            "primaryKey",
            "primaryKeyPosition",
            "unique",
            "classification");

    private static final Set<String> OF_MILLRACE = Set.of("protect", "severity", "century", "nanoseconds", "numbers");

    private static String property(String column, String... all) {
        String[] words = column.trim().split(" +");
        String type = words[1].replace("!", "");
        StringJoiner own = new StringJoiner(", ", "{", "}");
        StringJoiner options = new StringJoiner(", ", "{", "}");
        StringJoiner settings = new StringJoiner(", ", "[", "]");
        own.add("name: " + words[0]).add("logicalType: " + type);
        own.add("required: " + (words[1].endsWith("!") || List.of(words).contains("primaryKey")));
        Arrays.stream(words).skip(2).map(word -> word.split("=", 2)).forEach(pair -> {
            String value = pair.length == 1 ? "true" : pair[1].replace('~', ' ');
            if (OF_COLUMN.contains(pair[0])) {
                own.add(pair[0] + ": " + value);
            } else if (OF_MILLRACE.contains(pair[0])) {
                settings.add("{property: millrace.%s, value: %s}".formatted(pair[0], value));
            } else if (pair[0].equals("enum")) {
                own.add(Arrays.stream(value.split(","))
                        .map("{value: %s}"::formatted)
                        .collect(Collectors.joining(", ", "enum: [", "]")));
            } else {
                options.add(pair[0] + ": " + value);
            }
        });
        String rules = Arrays.stream(all)
                .filter(line -> line.startsWith(words[0] + ".quality "))
                .map(line -> line.substring((words[0] + ".quality ").length()))
                .collect(Collectors.joining(", ", "[", "]"));
        return own.add("logicalTypeOptions: " + options)
                .add("customProperties: " + settings)
                .add("quality: " + rules)
                .toString();
    }
}
