package dev.millrace.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Compares how `servers` say that files are written with the `millrace.*` properties, which alone decide.
///
/// ODCS has `format` and `delimiter` there. A contract that says one thing in two ways is refused, also where a
/// property is left out and its default would count: files would be read otherwise than their owners wrote down.
final class ServersCheck {
    /// Servers whose `format` is that of files.
    private static final Set<String> OF_FILES = Set.of("s3", "azure", "gcs", "sftp", "local");

    private static final Map<String, Set<String>> FORMATS = Map.of(
            "csv", Set.of("csv", "tsv", "psv", "txt", "text", "delimited"),
            "jsonl", Set.of("json", "jsonl", "ndjson", "jsonlines", "json-lines"),
            "json", Set.of("json"),
            "parquet", Set.of("parquet"));
    private static final Map<String, Character> DELIMITERS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "\\t", '\t', "pipe", '|', "colon", ':');
    private static final Map<String, Character> OF_FORMATS = Map.of("tsv", '\t', "psv", '|');
    private static final Map<String, String> OF_JSON = Map.of("jsonl", "new_line", "json", "array");

    private final Problems problems;
    private final Map<String, YamlNode> values;

    /// @param values the properties' values, by name without prefix
    ServersCheck(Problems problems, Map<String, YamlNode> values) {
        this.problems = problems;
        this.values = values;
    }

    void check(Fields contract, FileFormat format) {
        for (YamlNode server : contract.items("servers")) {
            Fields fields = server.fields();
            if (fields.text("type").filter(OF_FILES::contains).isPresent()) {
                checkFormat(fields, format);
                fields.get("delimiter").ifPresent(delimiter -> checkDelimiter(delimiter, format));
            }
        }
    }

    private void checkFormat(Fields server, FileFormat format) {
        String said = server.get("format").flatMap(YamlNode::scalar).orElse("").toLowerCase(Locale.ROOT);
        if (said.isEmpty()) {
            return;
        }
        YamlNode spot = server.near("format");
        if (!FORMATS.getOrDefault(format.text(), Set.of()).contains(said)) {
            contradicts(spot, said, "format", format.text());
        } else if (format instanceof CsvFormat csv
                && OF_FORMATS.getOrDefault(said, csv.delimiter()) != csv.delimiter()) {
            contradicts(spot, said, "delimiter", shown(csv.delimiter()));
        }
    }

    private void checkDelimiter(YamlNode spot, FileFormat format) {
        String said = spot.scalar().orElse("");
        if (format instanceof CsvFormat csv && !isDelimiter(said, csv.delimiter())) {
            contradicts(spot, said, "delimiter", shown(csv.delimiter()));
        } else if (format instanceof JsonFormat
                && List.copyOf(OF_JSON.values()).contains(said)
                && !said.equals(OF_JSON.get(format.text()))) {
            contradicts(spot, said, "format", format.text());
        }
    }

    private static boolean isDelimiter(String said, char delimiter) {
        return said.equals(String.valueOf(delimiter))
                || DELIMITERS.getOrDefault(said.toLowerCase(Locale.ROOT), '\0') == delimiter;
    }

    private static String shown(char delimiter) {
        return delimiter == '\t' ? "\"\\t\"" : "\"" + delimiter + "\"";
    }

    private void contradicts(YamlNode spot, String said, String property, String counts) {
        problems.add(
                spot,
                "says '%s', but millrace.%s is %s%s, and that alone decides how files are read; make both say the same"
                        .formatted(
                                Printable.of(said, 40),
                                property,
                                counts,
                                values.containsKey(property) ? "" : " (the default, as it is not given)"));
    }
}
