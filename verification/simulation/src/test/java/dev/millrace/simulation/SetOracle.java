package dev.millrace.simulation;

import dev.millrace.contract.keys.ControlFile;
import java.util.List;
import java.util.Optional;

/// Knows which sets partners completed. The lists of this simulation have one column, the names.
final class SetOracle {
    private SetOracle() {}

    /// Whether an upload may be loaded as far as its set is concerned.
    static boolean isComplete(Uploaded uploaded, List<Uploaded> uploads) {
        Optional<ControlFile> control = control(uploaded);
        if (control.isEmpty()) {
            return true;
        }
        return uploads.stream()
                .filter(other -> other.kind == Kind.CONTROL && sameSet(uploaded, other))
                .anyMatch(file -> control.get().kind() == ControlFile.Kind.MARKER
                        ? !uploaded.at.isAfter(file.at)
                        : allCame(uploaded, file, uploads));
    }

    private static boolean allCame(Uploaded uploaded, Uploaded list, List<Uploaded> uploads) {
        List<String> names = list.text.lines().skip(1).toList();
        return names.contains(name(uploaded))
                && names.stream()
                        .allMatch(name -> uploads.stream()
                                .anyMatch(other -> other.kind == Kind.GOOD
                                        && sameSet(uploaded, other)
                                        && name(other).equals(name)));
    }

    /// Whether two uploads have the same control file, or one is that of the other.
    static boolean sameSet(Uploaded one, Uploaded other) {
        return control(one).isPresent()
                && one.requirePolicy().equals(other.policy)
                && folder(one).equals(folder(other));
    }

    private static Optional<ControlFile> control(Uploaded uploaded) {
        return uploaded.policy == null
                ? Optional.empty()
                : uploaded.policy.contract().controlFile();
    }

    private static String folder(Uploaded uploaded) {
        String key = uploaded.version.key();
        return key.substring(0, key.lastIndexOf('/'));
    }

    private static String name(Uploaded uploaded) {
        String key = uploaded.version.key();
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
