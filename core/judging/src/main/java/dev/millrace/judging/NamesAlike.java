package dev.millrace.judging;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a name looks like one of many, as [ColumnNames#looksLike] has it. Those that do not are told apart in one
/// look.
public final class NamesAlike {
    private final List<String> names;
    private final Set<String> bare;

    public NamesAlike(List<String> names) {
        this.names = List.copyOf(names);
        this.bare = names.stream().map(NamesAlike::bare).collect(Collectors.toSet());
    }

    public boolean has(String name) {
        return bare.contains(bare(name)) && names.stream().anyMatch(one -> ColumnNames.looksLike(one, name));
    }

    /// Some letters are equal without their case only when they are made capitals first.
    private static String bare(String name) {
        return BareName.of(name.toUpperCase(Locale.ROOT));
    }
}
