package dev.millrace.contract.parsing;

import dev.millrace.contract.FileFormat;
import dev.millrace.contract.Printable;
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
        if (!format.serverFormats().contains(said)) {
            contradicts(spot, said, new FileFormat.Contradiction("format", format.text()));
        } else {
            format.contradiction("format", said).ifPresent(found -> contradicts(spot, said, found));
        }
    }

    private void checkDelimiter(YamlNode spot, FileFormat format) {
        String said = spot.scalar().orElse("");
        format.contradiction("delimiter", said).ifPresent(found -> contradicts(spot, said, found));
    }

    private void contradicts(YamlNode spot, String said, FileFormat.Contradiction found) {
        problems.add(
                spot,
                "says '%s', but millrace.%s is %s%s, and that alone decides how files are read; make both say the same"
                        .formatted(
                                Printable.of(said, 40),
                                found.property(),
                                found.value(),
                                values.containsKey(found.property()) ? "" : " (the default, as it is not given)"));
    }
}
