package dev.millrace.spark;

import dev.millrace.contract.Curation.ColumnCuration;
import dev.millrace.contract.Curation.LetterCase;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/// What is done with the texts of one column, as a function that goes to the executors.
final class TextCuration implements UDF1<@Nullable String, @Nullable String> {
    private static final long serialVersionUID = 1;

    /// White space at both ends, as Unicode has it.
    private static final Pattern ENDS = Pattern.compile("(?U)^\\s+|\\s+\\z");

    private final boolean trim;
    private final @Nullable LetterCase letterCase;
    private final HashMap<String, String> map;
    private final @Nullable String byDefault;

    TextCuration(ColumnCuration column) {
        this.trim = column.trim();
        this.letterCase = column.letterCase().orElse(null);
        this.map = new HashMap<>(column.map());
        this.byDefault = column.byDefault().orElse(null);
    }

    @Override
    public @Nullable String call(@Nullable String text) {
        if (text == null) {
            return byDefault;
        }
        String trimmed = trim ? trimmed(text) : text;
        String cased = cased(trimmed);
        Map<String, String> others = map;
        return others.getOrDefault(cased, cased);
    }

    private static String trimmed(String text) {
        boolean bare = text.isEmpty() || (isNoSpace(text.charAt(0)) && isNoSpace(text.charAt(text.length() - 1)));
        return bare ? text : ENDS.matcher(text).replaceAll("");
    }

    /// The common case, told without a pattern.
    private static boolean isNoSpace(char c) {
        return c > ' ' && c < 0x7f;
    }

    private String cased(String text) {
        if (letterCase == null) {
            return text;
        }
        return switch (letterCase) {
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case LOWER -> text.toLowerCase(Locale.ROOT);
        };
    }
}
