package dev.millrace.authoring.inference;

import dev.millrace.contract.Printable;
import dev.millrace.formats.csv.CsvPeek.Peeked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a CSV file is written, found out by its first records.
///
/// @param first the fields of its first record; none when it has no record
/// @param headed whether these are the columns' names
/// @param told what was found out that is a guess, in sentences
/// @param ended whether its last line has a line end; also when nobody looked
record CsvLayout(char delimiter, boolean headed, List<String> first, List<String> told, boolean ended)
        implements Layout {
    private static final int SHOWN = 60;

    CsvLayout {
        first = List.copyOf(first);
        told = List.copyOf(told);
    }

    @Override
    public String ending() {
        return ".csv";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (delimiter != ',') {
            settings.put("delimiter", YamlText.quoted(String.valueOf(delimiter)));
        }
        if (!headed) {
            settings.put("header", "none");
        }
        if (!ended) {
            settings.put("fileSeverity", "{no-line-end: off} # the last line of the sample has no line end either");
        }
        return settings;
    }

    /// The same of a file whose last line has no line end.
    CsvLayout unended() {
        return new CsvLayout(delimiter, headed, first, told, false);
    }

    /// @param beginning the file's first bytes
    /// @param whole whether these are all
    /// @param delimiter what stands between fields; empty to find it out
    /// @param headed whether the first record has the names; empty to find it out
    /// @throws NotUsable when it is no CSV by its first bytes, or none of one table
    static CsvLayout of(byte[] beginning, boolean whole, Optional<Character> delimiter, Optional<Boolean> headed)
            throws NotUsable {
        CsvShape shape = delimiter.isPresent()
                ? CsvShape.of(beginning, whole, delimiter.get())
                : CsvShape.best(beginning, whole);
        Optional<String> kind = shape.peek().kind();
        if (kind.isPresent()) {
            throw new NotUsable("it is " + kind.get() + ", not CSV in UTF-8");
        }
        checkSeparatorLine(shape);
        List<String> told = new ArrayList<>();
        checkKinds(shape, told);
        if (shape.fields() > 1) {
            checkStart(shape);
        } else if (delimiter.isEmpty()) {
            checkOneColumn(beginning, whole, shape, told);
        }
        List<List<String>> rows = shape.rows();
        List<String> first = rows.isEmpty() ? List.of() : rows.get(0);
        boolean names =
                headed.orElseGet(() -> HeaderGuess.isHeader(first, rows.subList(rows.isEmpty() ? 0 : 1, rows.size())));
        if (headed.isEmpty() && !first.isEmpty()) {
            told.add(
                    names
                            ? "Line 1 has the names of the columns (--no-header if not)."
                            : "No line has the names of the columns: line 1 is a row, they are called column_1 and so on"
                                    + " (--header if not).");
        }
        return new CsvLayout(shape.delimiter(), names, first, told, true);
    }

    /// What only Excel understands, and writes into no file.
    private static void checkSeparatorLine(CsvShape shape) throws NotUsable {
        List<Peeked> records = shape.peek().records();
        boolean separator = records.size() > 1
                && String.join(String.valueOf(shape.delimiter()), records.get(0).fields())
                        .matches("(?i)sep=.?");
        if (separator) {
            throw new NotUsable("its first line is 'sep=', which only Excel understands; the table begins in line 2, so"
                    + " remove line 1");
        }
    }

    private static void checkKinds(CsvShape shape, List<String> told) throws NotUsable {
        Set<String> kinds = shape.kinds();
        if (kinds.isEmpty()) {
            return;
        }
        String found = "records of several kinds, told by their first field: " + String.join(", ", kinds);
        if (shape.agreeing() < shape.counted()) {
            throw new NotUsable("its lines are " + found + "; one table cannot hold them, so make a file of each kind");
        }
        told.add("The lines seem to be " + found + "; one table holds them only as text.");
    }

    /// The table must begin with the first record.
    private static void checkStart(CsvShape shape) throws NotUsable {
        Optional<Peeked> start = shape.laterStart();
        if (start.isEmpty()) {
            return;
        }
        if (shape.hasOneMoreThanTheFirst()) {
            throw new NotUsable(
                    shape.endsInDelimiters()
                            ? "each row ends in a delimiter, so that it has an empty last field that the header has not; end the"
                                    + " header in one, too, or remove them"
                            : "its rows have %d fields, and its first line %d: one name is missing, perhaps that of row names"
                                    .formatted(shape.fields(), shape.fields() - 1));
        }
        Peeked first = shape.peek().records().get(0);
        throw new NotUsable(String.format(
                Locale.ROOT,
                "its table of %,d columns seems to begin in line %,d; before it stands '%s', which no column can hold:"
                        + " remove what is before line %,d",
                shape.fields(),
                start.get().line(),
                Printable.of(String.join(String.valueOf(shape.delimiter()), first.fields()), SHOWN),
                start.get().line()));
    }

    private static void checkOneColumn(byte[] beginning, boolean whole, CsvShape shape, List<String> told)
            throws NotUsable {
        if (FixedWidth.is(shape.rows())) {
            throw new NotUsable(
                    "its lines are all of one length, with columns of blanks in them: it seems to be text of"
                            + " fixed widths; write it with a delimiter");
        }
        CsvShape.other(beginning, whole, shape)
                .ifPresent(other -> told.add(String.format(
                        Locale.ROOT,
                        "There is one column, though %s stands in %,d of %,d lines, not as often in each"
                                + " (--delimiter if it is one).",
                        other.delimiter() == '\t' ? "a tab" : "'" + other.delimiter() + "'",
                        other.parted(),
                        other.counted())));
    }
}
