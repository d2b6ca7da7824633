package dev.millrace.contract;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What each [FileCheck] does to a file (`millrace.fileSeverity`).
///
/// @param others those that do not just warn, with what they do; empty stands for nothing at all, not even a remark
public record FileChecks(Map<FileCheck, Optional<Severity>> others) {
    /// How a contract says that something is not to be told.
    public static final String OFF = "off";

    /// Everything is told, and nothing refuses a file.
    public static final FileChecks DEFAULT = new FileChecks(Map.of());

    public FileChecks {
        Map<FileCheck, Optional<Severity>> said = new EnumMap<>(FileCheck.class);
        others.forEach((check, severity) -> {
            if (severity.equals(Optional.of(Severity.QUARANTINE)) && !check.isOfRow()) {
                throw new IllegalArgumentException("No row can be set aside for " + check.text());
            }
            if (!severity.equals(Optional.of(Severity.WARN))) {
                said.put(check, severity);
            }
        });
        others = Collections.unmodifiableMap(said);
    }

    /// What it does to a file; empty when it is not to be told.
    public Optional<Severity> severity(FileCheck check) {
        return others.getOrDefault(check, Optional.of(Severity.WARN));
    }

    /// Whether some of them set rows aside.
    boolean setRowsAside() {
        return others.containsValue(Optional.of(Severity.QUARANTINE));
    }

    /// As in contracts, such as `{no-line-end: off}`.
    public String text() {
        return Arrays.stream(FileCheck.values())
                .filter(others::containsKey)
                .map(check -> check.text() + ": "
                        + severity(check).map(Severity::text).orElse(OFF))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
