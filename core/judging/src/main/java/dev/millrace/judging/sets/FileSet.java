package dev.millrace.judging.sets;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The files that a control file announces, compared with those that came: a set is complete when every announced
/// file came and agrees with what is announced of it.
public final class FileSet {
    private static final int SHOWN = 5;

    private final ControlList list;
    private final List<ControlEntry> missing;

    /// @param files all that came, several of one key if so; only those that keep their contract
    public FileSet(ControlList list, Collection<FileFacts> files) {
        this.list = list;
        Set<ControlEntry> met = new HashSet<>();
        for (FileFacts file : files) {
            list.entryOf(file.key())
                    .filter(entry -> entry.differences(file).isEmpty())
                    .ifPresent(met::add);
        }
        this.missing =
                list.entries().stream().filter(entry -> !met.contains(entry)).toList();
    }

    /// Where a file stands in its set.
    public sealed interface Standing {
        /// Its set is complete, and it is one of it.
        record Complete() implements Standing {}

        /// It agrees with what is announced of it, and waits for others.
        ///
        /// @param reason for people
        record Waits(String reason) implements Standing {}

        /// It is not what is announced.
        ///
        /// @param line of the control file that announces it
        /// @param differences at least one, for people
        record Differs(long line, List<String> differences) implements Standing {
            public Differs {
                differences = List.copyOf(differences);
            }
        }

        /// The control file does not name it.
        record Unlisted() implements Standing {}
    }

    /// Where a file stands.
    public Standing standing(FileFacts file) {
        Optional<ControlEntry> entry = list.entryOf(file.key());
        if (entry.isEmpty()) {
            return new Standing.Unlisted();
        }
        List<String> differences = entry.get().differences(file);
        if (!differences.isEmpty()) {
            return new Standing.Differs(entry.get().line(), differences);
        }
        return missing.isEmpty() ? new Standing.Complete() : new Standing.Waits(waitsFor());
    }

    /// The announced files that did not come, or do not agree, in the order of the control file.
    public List<ControlEntry> missing() {
        return missing;
    }

    private String waitsFor() {
        String names =
                missing.stream().limit(SHOWN).map(ControlEntry::shownName).collect(Collectors.joining(", "));
        return "Waits for %s of its set: %s%s"
                .formatted(
                        missing.size() == 1 ? "1 file" : "%,d files".formatted(missing.size()),
                        names,
                        missing.size() > SHOWN ? ", …" : "");
    }
}
