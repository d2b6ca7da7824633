package dev.millrace.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.StringJoiner;

/// Contracts for tests, from columns in short: `id integer!`, `day date format=yyyy/MM/dd`, `n number
/// physicalType=…`.
///
/// A name, a logical type with `!` when required, then `option=value` pairs. `millrace.…=value` is a setting.
public final class Contracts {
    private Contracts() {}

    /// The contract with these columns and settings.
    ///
    /// @throws AssertionError if it is refused
    public static DataContract of(String... columns) {
        ParsedContract parsed = ContractParser.parse(yaml(columns).getBytes(StandardCharsets.UTF_8));
        if (parsed instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        throw new AssertionError(parsed + " for\n" + yaml(columns));
    }

    private static String yaml(String... columns) {
        StringJoiner properties = new StringJoiner("\n");
        StringJoiner settings = new StringJoiner("\n");
        settings.add("  - {property: millrace.keyPattern, value: 'in/*.csv'}");
        if (Arrays.stream(columns).noneMatch(column -> column.startsWith("millrace.onNewVersion="))) {
            settings.add("  - {property: millrace.onNewVersion, value: append}");
        }
        for (String column : columns) {
            if (column.startsWith("millrace.")) {
                String[] parts = column.split("=", 2);
                settings.add("  - {property: %s, value: %s}".formatted(parts[0], parts[1]));
            } else {
                properties.add("      - " + property(column));
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
                    properties:
                %s
                customProperties:
                %s
                """.formatted(properties, settings);
    }

    private static String property(String column) {
        String[] words = column.trim().split(" +");
        String type = words[1].replace("!", "");
        StringJoiner own = new StringJoiner(", ", "{", "}");
        StringJoiner options = new StringJoiner(", ", "{", "}");
        own.add("name: " + words[0]).add("logicalType: " + type).add("required: " + words[1].endsWith("!"));
        Arrays.stream(words).skip(2).map(word -> word.split("=", 2)).forEach(pair -> {
            boolean ofColumn = pair[0].startsWith("p");
            (ofColumn && !pair[0].equals("pattern") ? own : options).add(pair[0] + ": " + pair[1].replace('~', ' '));
        });
        return own.add("logicalTypeOptions: " + options).toString();
    }
}
