package dev.millrace.contract.parsing;

import dev.millrace.contract.FileCheck;
import dev.millrace.contract.FileChecks;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.Printable;
import dev.millrace.contract.Severity;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `millrace.fileSeverity`: fields that are named as the findings, each with a severity or `off`.
final class FileChecksParser {
    private static final List<String> OF_ROWS = List.of("halt", "quarantine", "warn", FileChecks.OFF);
    private static final List<String> OF_FILES = List.of("halt", "warn", FileChecks.OFF);

    private final Problems problems;
    private final FileFormat format;

    FileChecksParser(Problems problems, FileFormat format) {
        this.problems = problems;
        this.format = format;
    }

    FileChecks parse(YamlNode value) {
        if (format.fileChecks().isEmpty()) {
            problems.add(value, "has no meaning with millrace.format: %s; remove it".formatted(format.text()));
            return FileChecks.DEFAULT;
        }
        if (!value.isMapping()) {
            problems.add(value, "must have fields such as {no-line-end: off, header-repeated: halt}");
            return FileChecks.DEFAULT;
        }
        Map<FileCheck, Optional<Severity>> said = new EnumMap<>(FileCheck.class);
        Fields fields = value.fields();
        fields.names().forEach(name -> parse(name, fields.near(name), said));
        return new FileChecks(said);
    }

    private void parse(String name, YamlNode value, Map<FileCheck, Optional<Severity>> said) {
        List<String> names =
                Arrays.stream(FileCheck.values()).map(FileCheck::text).toList();
        Optional<FileCheck> check = FileCheck.ofText(name);
        if (check.isEmpty()) {
            problems.add(
                    value,
                    "'%s' is no finding about a file; there are %s%s"
                            .formatted(Printable.of(name, 60), String.join(", ", names), Spelling.hint(name, names)));
        } else if (!format.fileChecks().contains(check.get())) {
            problems.add(value, "no file of %s can have '%s'; remove it".formatted(format.title(), name));
        } else {
            severity(check.get(), value).ifPresent(severity -> said.put(check.get(), severity));
        }
    }

    /// Empty when it is none; tools that write YAML anew make `false` of `off`.
    private Optional<Optional<Severity>> severity(FileCheck check, YamlNode value) {
        List<String> texts = check.isOfRow() ? OF_ROWS : OF_FILES;
        String text = value.scalar().orElse("");
        if (text.equals(FileChecks.OFF) || value.flag().equals(Optional.of(false))) {
            return Optional.of(Optional.empty());
        }
        if (!texts.contains(text)) {
            problems.add(value, "must be %s%s".formatted(String.join(" or ", texts), Spelling.hint(text, texts)));
            return Optional.empty();
        }
        return Optional.of(Severity.ofText(text));
    }
}
