package dev.millrace.judging.sets;

import dev.millrace.contract.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The fields that a control file gives for one file, on their way to an entry.
final class EntryFields {
    static final List<String> NAMES = List.of("name", "key", "rows", "bytes", "sha256", "md5");

    private static final int LONGEST_NAME = 1024;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private final long line;
    private final TreeMap<String, String> values = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    EntryFields(long line) {
        this.line = line;
    }

    long line() {
        return line;
    }

    /// @param value null or empty when the control file does not say
    void put(String name, @Nullable String value) {
        if (!NAMES.contains(name)) {
            problems.add("'%s' is unknown; what may be given of a file is %s"
                    .formatted(Printable.of(name, 60), String.join(", ", NAMES)));
        } else if (value != null && !value.isEmpty()) {
            values.put(name, value);
        }
    }

    void complain(String problem) {
        problems.add(problem);
    }

    /// What is wrong; to be asked after [#entry()].
    List<String> problems() {
        return problems;
    }

    /// The entry; to be used only when there are no problems. Empty when there is no name.
    Optional<ControlEntry> entry() {
        boolean isKey = values.containsKey("key");
        String name = values.getOrDefault(isKey ? "key" : "name", "");
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            problems.add("a file is named by 'name' or 'key', of 1 to %,d characters".formatted(LONGEST_NAME));
            return Optional.empty();
        }
        if (isKey && values.containsKey("name")) {
            problems.add("a file is named by 'name' or by 'key', not by both");
        }
        return Optional.of(new ControlEntry(
                line,
                name,
                isKey,
                number("rows"),
                number("bytes"),
                digest("sha256", SHA256, 64),
                digest("md5", MD5, 32)));
    }

    private @Nullable Long number(String name) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            problems.add("'%s' must be a whole number, not '%s'".formatted(name, Printable.of(text, 60)));
            return null;
        }
        return Long.valueOf(text);
    }

    private @Nullable String digest(String name, Pattern pattern, int digits) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!pattern.matcher(lower).matches()) {
            problems.add(
                    "'%s' must have %d hexadecimal digits, not '%s'".formatted(name, digits, Printable.of(text, 80)));
            return null;
        }
        return lower;
    }
}
