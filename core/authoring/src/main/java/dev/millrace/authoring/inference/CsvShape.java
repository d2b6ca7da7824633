package dev.millrace.authoring.inference;

import dev.millrace.formats.csv.CsvFormat;
import dev.millrace.formats.csv.CsvPeek;
import dev.millrace.formats.csv.CsvPeek.Peeked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the first records of a text look like with one delimiter: the majority of them says how many fields there are.
///
/// @param peek the records
/// @param fields how many fields most of the records have that are not blank; 0 when there are none
/// @param agreeing how many records have as many
/// @param counted how many records are not blank
record CsvShape(char delimiter, CsvPeek peek, int fields, int agreeing, int counted) {
    private static final int LOOKED_AT = 1_000;
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final int MOST_KINDS = 6;

    /// @param beginning the file's first bytes
    /// @param whole whether these are all
    static CsvShape of(byte[] beginning, boolean whole, char delimiter) {
        CsvFormat format = new CsvFormat(delimiter, '"', true, CsvFormat.GREATEST_MAX_RECORD_BYTES);
        CsvPeek peek = CsvPeek.at(beginning, whole, format, LOOKED_AT);
        Map<Integer, Integer> sizes = new HashMap<>();
        int counted = 0;
        for (Peeked record : peek.records()) {
            if (!record.isBlank()) {
                counted++;
                sizes.merge(record.split() ? record.fields().size() : 0, 1, Integer::sum);
            }
        }
        int fields = sizes.entrySet().stream()
                .filter(entry -> entry.getKey() > 0)
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0);
        return new CsvShape(delimiter, peek, fields, sizes.getOrDefault(fields, 0), counted);
    }

    /// The shape with the delimiter that most records are split by, the first of them too if possible.
    static CsvShape best(byte[] beginning, boolean whole) {
        List<CsvShape> shapes = DELIMITERS.stream()
                .map(delimiter -> of(beginning, whole, delimiter))
                .toList();
        return shapes.stream()
                .filter(shape -> shape.fields > 1 && 2 * shape.agreeing >= shape.counted)
                .max(Comparator.comparing(CsvShape::isHeaded)
                        .thenComparing(CsvShape::isEven)
                        .thenComparing(shape -> 10 * shape.agreeing >= 9 * shape.counted)
                        .thenComparingInt(CsvShape::fields)
                        .thenComparingInt(shape -> -DELIMITERS.indexOf(shape.delimiter)))
                .orElse(shapes.get(0));
    }

    /// The delimiter that stands in most records all the same, where these are one field each.
    static Optional<CsvShape> other(byte[] beginning, boolean whole, CsvShape chosen) {
        return DELIMITERS.stream()
                .filter(delimiter -> delimiter != chosen.delimiter())
                .map(delimiter -> of(beginning, whole, delimiter))
                .filter(shape -> 2 * shape.parted() > shape.counted)
                .max(Comparator.comparingLong(CsvShape::parted));
    }

    /// How many records have more than one field.
    long parted() {
        return peek.records().stream()
                .filter(record -> record.fields().size() > 1)
                .count();
    }

    private boolean isEven() {
        return agreeing == peek.records().size();
    }

    private boolean isHeaded() {
        List<Peeked> records = peek.records();
        return !records.isEmpty() && isUsual(records.get(0));
    }

    /// Whether a record has as many fields as most.
    boolean isUsual(Peeked record) {
        return record.split() && record.fields().size() == fields;
    }

    /// The first record that has as many fields as most, and is not the first; empty when that one has, or none.
    Optional<Peeked> laterStart() {
        return isHeaded()
                ? Optional.empty()
                : peek.records().stream().filter(this::isUsual).findFirst();
    }

    /// Whether most records have one field more than the first one.
    boolean hasOneMoreThanTheFirst() {
        List<Peeked> records = peek.records();
        return fields > 1 && !records.isEmpty() && records.get(0).fields().size() == fields - 1;
    }

    /// Whether the last field of most records is empty in all of these.
    boolean endsInDelimiters() {
        return peek.records().stream()
                .filter(this::isUsual)
                .allMatch(record -> record.fields().get(fields - 1).isEmpty());
    }

    /// The first fields that tell records of several kinds apart, such as H, D and T; none when they are of one kind.
    Set<String> kinds() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        List<String> order = new ArrayList<>();
        for (Peeked record : peek.records()) {
            String first = record.fields().isEmpty() ? "" : record.fields().get(0);
            Integer before = sizes.putIfAbsent(first, record.fields().size());
            boolean other = before != null && before != record.fields().size();
            if (other || !first.matches("[A-Za-z]{1,8}|[0-9]{1,2}") || sizes.size() > MOST_KINDS) {
                return Set.of();
            }
            order.add(first);
        }
        boolean several = sizes.values().stream().distinct().count() > 1 || isHeadAndTrailer(order);
        return several && sizes.size() > 1 && sizes.size() < order.size()
                ? new LinkedHashSet<>(sizes.keySet())
                : Set.of();
    }

    /// Whether the first and the last record stand alone with their kinds, and the names of these say so.
    private static boolean isHeadAndTrailer(List<String> order) {
        String first = order.isEmpty() ? "" : order.get(0);
        String last = order.isEmpty() ? "" : order.get(order.size() - 1);
        return order.size() > 2
                && !first.equals(last)
                && order.indexOf(last) == order.size() - 1
                && order.lastIndexOf(first) == 0
                && first.matches("(?i)h|hd|hdr|head|header|0|00|01|1")
                && last.matches("(?i)t|tr|trl|trailer|trail|f|footer|foot|9|99|90|3|03");
    }

    /// The first fields of all records, for a look at their columns.
    List<List<String>> rows() {
        return peek.records().stream().map(Peeked::fields).toList();
    }
}
