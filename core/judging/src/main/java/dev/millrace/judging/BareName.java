package dev.millrace.judging;

import java.util.Locale;
import java.util.regex.Pattern;

/// A name without what people and tools write in several ways: the case of its letters, and what is neither letter nor
/// digit.
public final class BareName {
    private static final Pattern DECORATION = Pattern.compile("[^\\p{L}\\p{N}]");

    private BareName() {}

    /// The letters and digits of a name.
    ///
    /// @return empty when the name has neither letters nor digits
    public static String of(String name) {
        return DECORATION.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
