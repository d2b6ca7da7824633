package dev.millrace.authoring.inference;

import java.util.List;
import java.util.Map;

/// How the files of a sample's kind are written.
sealed interface Layout permits CsvLayout, JsonLayout, ParquetLayout {
    /// What the files' names usually end in, such as `.csv`.
    String ending();

    /// The `millrace.*` properties that say so, by name without prefix, their values as YAML; what is the default is
    /// left out.
    Map<String, String> settings();

    /// What was found out that is a guess, in sentences.
    default List<String> told() {
        return List.of();
    }
}
