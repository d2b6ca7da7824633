package dev.millrace.flow.contracts;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.contract.keys.KeyPattern;
import java.util.Optional;

/// Finds keys that would belong to two datasets, as files or as control files.
final class Overlap {
    private Overlap() {}

    /// What is wrong, for people, with a key as an example; empty when no key would belong to both.
    static Optional<String> between(DataContract contract, ContractRef other) {
        KeyPattern files = contract.keyPattern();
        return files.commonKey(other.keyPattern())
                .map(both ->
                        "the key pattern overlaps that of dataset '%s' (%s): both match '%s'. Make one of them narrower."
                                .formatted(other.pin().dataset(), other.keyPattern(), both))
                .or(() -> ofControlFiles(contract, other)
                        .map(both ->
                                "'%s' would belong to dataset '%s' (%s) too, and be a control file of at least one of them. Give their control files other names or places."
                                        .formatted(both, other.pin().dataset(), other.keyPattern())));
    }

    private static Optional<String> ofControlFiles(DataContract contract, ContractRef other) {
        KeyPattern files = contract.keyPattern();
        Optional<ControlFile> ours = contract.controlFile();
        Optional<ControlFile> theirs = other.controlFile();
        return ours.flatMap(control -> control.commonKey(files, other.keyPattern()))
                .or(() -> theirs.flatMap(control -> control.commonKey(other.keyPattern(), files)))
                .or(() -> ours.stream()
                        .flatMap(control -> theirs.stream()
                                .flatMap(with -> with.keysOf(other.keyPattern()).stream())
                                .flatMap(key -> control.commonKey(files, key).stream()))
                        .findFirst());
    }
}
