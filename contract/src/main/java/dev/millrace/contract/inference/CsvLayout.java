package dev.millrace.contract.inference;

import dev.millrace.contract.CsvFormat;
import dev.millrace.contract.reading.CsvPeek;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How a CSV file is written, found out by its first records.
///
/// @param first the fields of its first record; none when it has no record
/// @param headed whether these are the columns' names
/// @param ended whether its last line has a line end; also when nobody looked
record CsvLayout(char delimiter, boolean headed, List<String> first, boolean ended) implements Layout {
    private static final int LOOKED_AT = 1_000;
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final Pattern VALUE = Pattern.compile(
            "-?[0-9]+(?:[.,][0-9]+)*|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[T ].*)?|(?i:true|false)");

    CsvLayout {
        first = List.copyOf(first);
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
        return new CsvLayout(delimiter, headed, first, false);
    }

    /// @param beginning the file's first bytes
    /// @param whole whether these are all
    /// @param delimiter what stands between fields; empty to find it out
    /// @param headed whether the first record has the names; empty to find it out
    /// @throws NotUsable when it is no CSV by its first bytes
    static CsvLayout of(byte[] beginning, boolean whole, Optional<Character> delimiter, Optional<Boolean> headed)
            throws NotUsable {
        char chosen = delimiter.orElseGet(() -> delimiter(beginning, whole));
        CsvPeek peek = peek(beginning, whole, chosen);
        if (peek.kind().isPresent()) {
            throw new NotUsable("it is " + peek.kind().get() + ", not CSV in UTF-8");
        }
        List<List<String>> records = peek.records();
        List<String> first = records.isEmpty() ? List.of() : records.get(0);
        List<List<String>> others = records.isEmpty() ? List.of() : records.subList(1, records.size());
        return new CsvLayout(chosen, headed.orElseGet(() -> isHeader(first, others)), first, true);
    }

    private static CsvPeek peek(byte[] beginning, boolean whole, char delimiter) {
        CsvFormat format = new CsvFormat(delimiter, '"', true, CsvFormat.GREATEST_MAX_RECORD_BYTES);
        return CsvPeek.at(beginning, whole, format, LOOKED_AT);
    }

    /// The delimiter that gives each record the same number of fields, as many as possible.
    private static char delimiter(byte[] beginning, boolean whole) {
        char best = ',';
        int most = 1;
        for (char candidate : DELIMITERS) {
            int fields = fields(peek(beginning, whole, candidate));
            if (fields > most) {
                best = candidate;
                most = fields;
            }
        }
        return best;
    }

    /// How many fields each record has; 0 when they are not at one.
    private static int fields(CsvPeek peek) {
        List<Integer> counts =
                peek.records().stream().map(List::size).distinct().toList();
        return peek.split() && counts.size() == 1 ? counts.get(0) : 0;
    }

    /// Whether the first record looks like names: more often a name stands over values than a value over its like,
    /// or nothing in it is a value.
    private static boolean isHeader(List<String> first, List<List<String>> others) {
        if (first.stream().anyMatch(PersonalData::isTold)) {
            return false;
        }
        List<Integer> values = IntStream.range(0, first.size())
                .filter(i -> isValue(first.get(i)))
                .boxed()
                .toList();
        long overValues = IntStream.range(0, first.size())
                .filter(i -> !values.contains(i) && !first.get(i).isEmpty())
                .filter(i -> areValues(others, i))
                .count();
        return overValues > values.size() || values.isEmpty();
    }

    private static boolean areValues(List<List<String>> records, int column) {
        List<String> texts = records.stream()
                .flatMap(record -> column < record.size() ? Stream.of(record.get(column)) : Stream.empty())
                .filter(text -> !text.isEmpty())
                .toList();
        return !texts.isEmpty() && texts.stream().allMatch(CsvLayout::isValue);
    }

    private static boolean isValue(String text) {
        return text.length() <= 40 && VALUE.matcher(text).matches();
    }
}
