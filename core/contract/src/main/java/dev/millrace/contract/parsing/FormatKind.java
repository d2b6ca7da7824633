package dev.millrace.contract.parsing;

import dev.millrace.contract.FileFormat;
import java.util.List;
import java.util.Set;

/// A kind of files that contracts can name: how its settings are read.
public interface FormatKind {
    /// The spellings of `millrace.format` that mean it, such as `jsonl` and `json`.
    List<String> names();

    /// The settings that only this kind has, without `millrace.`.
    Set<String> ownSettings();

    /// The format that a contract says; what is wrong with its settings is added to them.
    ///
    /// @param name one of [#names()]
    FileFormat parse(String name, SettingValues settings);
}
