package dev.millrace.contract;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// How the files of a dataset are written (`millrace.format`), with the settings that the format has.
public interface FileFormat {
    /// The default of `millrace.maxRecordBytes`: 1 MiB.
    int DEFAULT_MAX_RECORD_BYTES = 1 << 20;

    /// The greatest `millrace.maxRecordBytes`: 16 MiB.
    int GREATEST_MAX_RECORD_BYTES = 1 << 24;

    /// Checks the bound of a record.
    ///
    /// @throws IllegalArgumentException unless it is from 1 to [#GREATEST_MAX_RECORD_BYTES]
    static void requireRecordBytes(int maxRecordBytes) {
        if (maxRecordBytes < 1 || maxRecordBytes > GREATEST_MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "maxRecordBytes must be 1 to %d: %d".formatted(GREATEST_MAX_RECORD_BYTES, maxRecordBytes));
        }
    }

    /// The spelling used in contracts, such as `csv`.
    String text();

    /// How people call it, such as `JSON Lines`.
    String title();

    /// What a contract sets of it beside its name.
    default List<Setting> settings() {
        return List.of();
    }

    /// The findings about a file, not about its rows, that its files can have (`millrace.fileSeverity`).
    Set<FileCheck> fileChecks();

    /// What the `format` of a `servers` entry of the contract may say of it, in small letters.
    Set<String> serverFormats();

    /// What of the settings another field of a `servers` entry contradicts.
    ///
    /// @param field `format` (one of [#serverFormats()]) or `delimiter`
    /// @param said the field's value
    default Optional<Contradiction> contradiction(String field, String said) {
        return Optional.empty();
    }

    /// Whether a file's columns are known by their places alone, for it does not name them.
    default boolean isByPosition() {
        return false;
    }

    /// Whether each record names its values, so that their order means nothing and one may be left out.
    default boolean isByName() {
        return false;
    }

    /// A setting of a format.
    ///
    /// @param name of the property, without `millrace.`
    /// @param value as contracts spell it
    /// @param effect what another value means for those who write the files
    /// @param limit of what files may have, where it is one: a lower one is tighter
    record Setting(String name, Object value, String effect, OptionalLong limit) {}

    /// A setting that something else in the contract contradicts.
    ///
    /// @param property the setting, without `millrace.`
    /// @param value what counts
    record Contradiction(String property, String value) {}

    /// The setting `maxRecordBytes`.
    static Setting maxRecordBytes(int bytes) {
        return new Setting("maxRecordBytes", bytes, "files with longer records are refused", OptionalLong.of(bytes));
    }
}
