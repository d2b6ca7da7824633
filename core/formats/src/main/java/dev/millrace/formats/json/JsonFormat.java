package dev.millrace.formats.json;

import dev.millrace.contract.FileCheck;
import dev.millrace.contract.FileFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// JSON objects (RFC 8259) in UTF-8, one a record: each on a line of its own, or all in one array.
///
/// @param lines whether each stands on its own line (JSON Lines), instead of all in one array
/// @param maxRecordBytes the longest record in bytes (`millrace.maxRecordBytes`); a longer one stops the reading of its
///     file, so that memory stays bounded
public record JsonFormat(boolean lines, int maxRecordBytes) implements FileFormat {
    public JsonFormat {
        FileFormat.requireRecordBytes(maxRecordBytes);
    }

    @Override
    public List<Setting> settings() {
        return List.of(FileFormat.maxRecordBytes(maxRecordBytes));
    }

    @Override
    public Set<FileCheck> fileChecks() {
        return Arrays.stream(FileCheck.values()).filter(FileCheck::isOfJson).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> serverFormats() {
        return lines ? Set.of("json", "jsonl", "ndjson", "jsonlines", "json-lines") : Set.of("json");
    }

    /// A `delimiter` says there how records are apart.
    @Override
    public Optional<Contradiction> contradiction(String field, String said) {
        boolean other = field.equals("delimiter") && said.equals(lines ? "array" : "new_line");
        return other ? Optional.of(new Contradiction("format", text())) : Optional.empty();
    }

    @Override
    public boolean isByName() {
        return true;
    }

    @Override
    public String text() {
        return lines ? "jsonl" : "json";
    }

    @Override
    public String title() {
        return lines ? "JSON Lines" : "a JSON array";
    }
}
