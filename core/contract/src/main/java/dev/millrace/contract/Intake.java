package dev.millrace.contract;

import dev.millrace.contract.keys.ControlFile;
import dev.millrace.contract.keys.KeyPattern;
import java.util.Optional;

/// Which files are a dataset's, how they are read, and when.
///
/// @param keyPattern the object keys of its files
/// @param controlFile where the file is that announces sets of the files; empty when each file stands for itself
/// @param cadence when they are taken
/// @param format how their rows are written
/// @param packing how they are packed
public record Intake(
        KeyPattern keyPattern, Optional<ControlFile> controlFile, Cadence cadence, FileFormat format, Packing packing) {
    Intake withoutControlFile() {
        return new Intake(keyPattern, Optional.empty(), cadence, format, packing);
    }
}
