package dev.millrace.contract.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the control file of a dataset's files is (`millrace.controlFile`): the key of the file that announces a set
/// of files, as a template of the key of any of them.
///
/// `{folder}/` stands for the file's key up to its last slash (nothing when it has none), `{name}` for its name
/// without its extension (of `orders.csv.gz`, for `orders`), `{key}` for its whole key. Everything else stands for
/// itself.
public final class ControlFile {
    /// What a control file says.
    public enum Kind {
        /// That everything that is there is complete, by being there; what is in it is not read. Its name is
        /// `_SUCCESS`, or ends in `.done`, `.ok`, `.ready` or `.success`.
        MARKER,
        /// Which files the set has, with their rows, sizes and checksums where it gives them.
        LIST
    }

    private static final Pattern MARKER = Pattern.compile("(?:.*/)?_SUCCESS|.*\\.(?:done|ok|ready|success)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{folder}/|\\{name}|\\{key}");
    private static final Pattern PACKED = Pattern.compile("(?i)\\.(?:gz|zst|zstd)\\z");
    private static final String EXTENSION = "\\.[^.]*\\z";

    private final String template;

    private ControlFile(String template) {
        this.template = template;
    }

    /// The template that `text` spells.
    ///
    /// @throws IllegalArgumentException if it is none; the message says what to do
    public static ControlFile of(String text) {
        if (text.isEmpty() || text.length() > KeyPattern.LONGEST) {
            throw new IllegalArgumentException(
                    "the key of a control file has 1 to %,d characters".formatted(KeyPattern.LONGEST));
        }
        String literal = PLACEHOLDER.matcher(text).replaceAll("");
        if (literal.equals(text)) {
            throw new IllegalArgumentException(
                    "say where it is from the key of a data file: {folder}/, {name} and {key} stand for parts of it, as in \"{folder}/_SUCCESS\" or \"{folder}/{name}.ctl\"");
        }
        if (literal.contains("{folder}")) {
            throw new IllegalArgumentException("after {folder} comes a '/'");
        }
        if (literal.chars().anyMatch(c -> "{}[]\\*?".indexOf(c) >= 0 || Character.isISOControl(c))) {
            throw new IllegalArgumentException(
                    "only {folder}/, {name} and {key} stand for something; no other brackets, *, ? or \\ are supported");
        }
        if (text.equals("{key}")) {
            throw new IllegalArgumentException("a data file is not its own control file; use \"{key}.ctl\"");
        }
        return new ControlFile(text);
    }

    /// What the control files say, which their name tells.
    public Kind kind() {
        return MARKER.matcher(template).matches() ? Kind.MARKER : Kind.LIST;
    }

    /// The key of the control file that announces the data file `key`.
    public String keyOf(String key) {
        int name = key.lastIndexOf('/') + 1;
        return fill(key.substring(0, name), stem(key.substring(name)), key);
    }

    private static String stem(String name) {
        return PACKED.matcher(name).replaceFirst("").replaceFirst(EXTENSION, "");
    }

    private String fill(String folder, String stem, String key) {
        return PLACEHOLDER.matcher(template).replaceAll(part -> {
            String value = part.group().equals("{name}") ? stem : part.group().equals("{key}") ? key : folder;
            return Matcher.quoteReplacement(value);
        });
    }

    /// The keys of all control files of a dataset whose files have these keys: every one matches one of the patterns.
    /// A key of another file may match too, where the extension of the data files is not written in their pattern.
    ///
    /// @throws IllegalArgumentException if a pattern is longer than patterns may be
    public List<KeyPattern> keysOf(KeyPattern files) {
        List<String> tokens = tokens(files.text());
        List<KeyPattern> patterns = new ArrayList<>();
        String name = "";
        int at = tokens.size() - 1;
        for (; at >= 0 && !tokens.get(at).equals("/"); at--) {
            boolean everything = tokens.get(at).equals("**");
            if (everything) {
                patterns.add(pattern(tokens.subList(0, at + 1), "/", "*" + name, files));
            }
            name = (everything ? "*" : tokens.get(at)) + name;
        }
        patterns.add(pattern(tokens.subList(0, at + 1), "", name, files));
        return patterns.stream().distinct().toList();
    }

    private KeyPattern pattern(List<String> folder, String slash, String name, KeyPattern files) {
        return KeyPattern.of(fill(String.join("", folder) + slash, stemPattern(name), files.text()));
    }

    /// Exact where the extension is written out; else a pattern of the beginning that is.
    private static String stemPattern(String name) {
        String unpacked = PACKED.matcher(name).replaceFirst("");
        int dot = unpacked.lastIndexOf('.');
        boolean written = dot >= 0 && !unpacked.substring(dot).contains("*");
        if (written && !unpacked.substring(dot).contains("?")) {
            return unpacked.substring(0, dot);
        }
        String begins = name.split("[.*?]", 2)[0];
        return begins.equals(name) ? name : begins + "*";
    }

    private static List<String> tokens(String glob) {
        List<String> tokens = new ArrayList<>();
        for (int point : glob.codePoints().toArray()) {
            String token = Character.toString(point);
            String before = tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
            if (token.equals("*") && before.startsWith("*")) {
                tokens.set(tokens.size() - 1, "**");
            } else {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /// A key that would be both a file of the dataset and a control file of it; empty when there is none.
    public Optional<String> ambiguousKey(KeyPattern files) {
        return commonKey(files, files);
    }

    /// A key that `other` matches and that is a control file of the dataset with these files; empty when there is
    /// none.
    public Optional<String> commonKey(KeyPattern files, KeyPattern other) {
        return keysOf(files).stream()
                .flatMap(control -> control.commonKey(other).stream())
                .findFirst();
    }

    /// Whether `key` is a control file of the dataset with these files.
    public boolean isControlFile(String key, KeyPattern files) {
        return keysOf(files).stream().anyMatch(control -> control.matches(key));
    }

    /// The template as it was written.
    public String text() {
        return template;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ControlFile that && template.equals(that.template);
    }

    @Override
    public int hashCode() {
        return template.hashCode();
    }

    @Override
    public String toString() {
        return template;
    }
}
