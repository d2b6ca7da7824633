package dev.millrace.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The names that were not asked for, in the order in which they came. Of very many, the first are kept, and behind
/// them those that seem to be meant for one that was asked for.
public final class UnknownNames {
    /// How many are kept.
    public static final int MOST = 200;

    /// How many bytes of a name are kept.
    public static final int LONGEST = 1_024;

    private final SortedNames sorted = new SortedNames();
    private final List<UnknownName> names = new ArrayList<>();
    private final long[] scans = new long[MOST];
    private long scan;
    private @Nullable String repeated;

    private final Predicate<String> meant;
    private final Set<String> late = new HashSet<>();

    /// @param meant whether a name seems to be meant for one that is asked for
    UnknownNames(Predicate<String> meant) {
        this.meant = meant;
    }

    /// Starts with another record, or with the same once more.
    void begin() {
        scan++;
        repeated = null;
    }

    /// Keeps the name from `from` to `to` (excluded), which is without escapes.
    void add(byte[] bytes, int from, int to, long line) {
        boolean cut = to - from > LONGEST;
        int end = cut ? from + LONGEST : to;
        int place = sorted.find(bytes, from, end);
        if (place < 0 && sorted.size() == MOST) {
            lookAt(new String(bytes, from, end - from, StandardCharsets.UTF_8), line);
            return;
        }
        if (place < 0) {
            keep(-1 - place, Arrays.copyOfRange(bytes, from, end), line);
            return;
        }
        int number = sorted.number(place);
        if (scans[number] == scan && !cut && repeated == null) {
            repeated = names.get(number).name();
        }
        scans[number] = scan;
    }

    private void lookAt(String name, long line) {
        if (late.size() < MOST && meant.test(name) && late.add(name)) {
            names.add(new UnknownName(name, line));
        }
    }

    private void keep(int place, byte[] name, long line) {
        scans[names.size()] = scan;
        sorted.insert(place, name, names.size());
        names.add(new UnknownName(new String(name, StandardCharsets.UTF_8), line));
    }

    /// The names without repetition; the list grows while records are read.
    public List<UnknownName> names() {
        return names;
    }

    /// The first name that stands twice in the current record; null when none of those that are kept does.
    public @Nullable String repeated() {
        return repeated;
    }
}
