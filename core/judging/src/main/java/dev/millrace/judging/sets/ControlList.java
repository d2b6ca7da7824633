package dev.millrace.judging.sets;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a control file says: the files of its set, no name twice.
public final class ControlList {
    /// The most files that one control file may announce.
    public static final int MOST_FILES = 10_000;

    private final List<ControlEntry> entries;
    private final Map<String, ControlEntry> byName = new HashMap<>();
    private final Map<String, ControlEntry> byKey = new HashMap<>();

    ControlList(List<ControlEntry> entries) {
        this.entries = List.copyOf(entries);
        this.entries.forEach(entry -> (entry.isKey() ? byKey : byName).put(entry.name(), entry));
    }

    /// The files, in the order of the control file.
    public List<ControlEntry> entries() {
        return entries;
    }

    /// What it says of the file with an object key; empty when it does not name it. Where two names fit, the longer
    /// one counts.
    public Optional<ControlEntry> entryOf(String key) {
        ControlEntry whole = byKey.getOrDefault(key, byName.get(key));
        for (int at = key.indexOf('/'); whole == null && at >= 0; at = key.indexOf('/', at + 1)) {
            whole = byName.get(key.substring(at + 1));
        }
        return Optional.ofNullable(whole);
    }
}
