package dev.millrace.judging.sets;

import dev.millrace.contract.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads a control file that is a table: a header line with the names of its columns, then a line a file. What stands
/// between fields is the first of `,` `;` tab `|` that the header has, else blanks. Fields with such characters stand
/// in double quotes, except between blanks.
final class TableList {
    private static final String SEPARATORS = ",;\t|";
    private static final char BLANKS = ' ';

    private final EntrySink sink;
    private final String text;
    private int at;
    private long line;
    private char separator;

    /// @param sink gets the fields of each file
    TableList(String text, EntrySink sink) {
        this.text = text;
        this.sink = sink;
    }

    void read() throws Malformed {
        String first = nextLine();
        separator = separator(first);
        List<String> header = fields(first);
        boolean named = header.contains("name") || header.contains("key");
        if (!named || !EntryFields.NAMES.containsAll(header) || new HashSet<>(header).size() < header.size()) {
            throw new Malformed(
                    line,
                    "the first line must name the columns, each once: name or key, and any of rows, bytes, sha256, md5; it is '%s'"
                            .formatted(Printable.of(first, 100)));
        }
        while (at < text.length()) {
            String next = nextLine();
            if (!next.isBlank()) {
                file(header, fields(next));
            }
        }
    }

    private void file(List<String> header, List<String> fields) throws Malformed {
        EntryFields entry = new EntryFields(line);
        if (fields.size() != header.size()) {
            entry.complain("the number of fields is %d; it must be %d".formatted(fields.size(), header.size()));
        }
        for (int i = 0; i < Math.min(header.size(), fields.size()); i++) {
            entry.put(header.get(i), fields.get(i));
        }
        sink.accept(entry);
    }

    private String nextLine() {
        int end = text.indexOf('\n', at);
        String next = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        line++;
        return next.endsWith("\r") ? next.substring(0, next.length() - 1) : next;
    }

    private static char separator(String header) {
        return (char) SEPARATORS
                .chars()
                .filter(c -> header.indexOf(c) >= 0)
                .findFirst()
                .orElse(BLANKS);
    }

    private List<String> fields(String of) throws Malformed {
        if (separator == BLANKS) {
            return of.isBlank() ? List.of("") : List.of(of.strip().split("\\s+"));
        }
        List<String> fields = new ArrayList<>();
        int from = 0;
        do {
            boolean quoted = from < of.length() && of.charAt(from) == '"';
            int to = quoted ? closing(of, from + 1) + 1 : of.indexOf(separator, from);
            int end = to < 0 ? of.length() : to;
            if (quoted && end < of.length() && of.charAt(end) != separator) {
                throw new Malformed(line, "text follows a closing quote");
            }
            String field = of.substring(from, end);
            fields.add(quoted ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field.strip());
            from = end + 1;
        } while (from <= of.length());
        return fields;
    }

    private int closing(String of, int from) throws Malformed {
        for (int i = of.indexOf('"', from); i >= 0; i = of.indexOf('"', i + 2)) {
            if (i + 1 >= of.length() || of.charAt(i + 1) != '"') {
                return i;
            }
        }
        throw new Malformed(line, "a quote opens here and is not closed in its line");
    }
}
