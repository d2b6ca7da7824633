package dev.millrace.contract.reading;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a name looks like one of many, as [ColumnNames#looksLike] has it. Most names of ASCII that do not are told
/// apart in one look at each character.
final class NamesAlike {
    private static final int ASCII = 128;

    private final List<String> names;
    private final Set<String> bare;
    private final boolean any;

    NamesAlike(List<String> names) {
        this.names = List.copyOf(names);
        this.bare = names.stream().map(NamesAlike::bare).collect(Collectors.toSet());
        this.any = names.stream().anyMatch(name -> !isAscii(name) || bare(name).isEmpty());
    }

    boolean has(String name) {
        return (any || !isAscii(name) || bare.contains(bare(name)))
                && names.stream().anyMatch(one -> ColumnNames.looksLike(one, name));
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < ASCII);
    }

    private static String bare(String name) {
        var bare = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                bare.append((char) (c + 'a' - 'A'));
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                bare.append(c);
            }
        }
        return bare.toString();
    }
}
