package dev.millrace.contract.reading;

import dev.millrace.contract.Column;
import dev.millrace.contract.CsvFormat;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Compares the header line with the contract, and says what to change.
final class HeaderJudge {
    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|", ":");

    private final List<Column> columns;
    private final char delimiter;
    private final Tally tally;
    private final long line;
    private final List<String> found;

    /// @param found the names in the header, at least as many of them as there are columns, if there are
    HeaderJudge(DataContract contract, List<String> found, long line, Tally tally) {
        this.columns = contract.columns();
        this.delimiter = ((CsvFormat) contract.format()).delimiter();
        this.tally = tally;
        this.line = line;
        this.found = found;
    }

    /// Whether the header is right.
    boolean accepts() {
        List<String> expected = columns.stream().map(Column::header).toList();
        if (found.equals(expected)) {
            return true;
        }
        if (!isOtherDelimiter(expected)) {
            compare(expected);
        }
        return false;
    }

    private boolean isOtherDelimiter(List<String> expected) {
        if (found.size() > 1) {
            return false;
        }
        String whole = found.get(0);
        Optional<String> other = DELIMITERS.stream()
                .filter(candidate -> candidate.charAt(0) != delimiter)
                .filter(candidate -> List.of(whole.split(Pattern.quote(candidate), -1)).stream()
                        .anyMatch(part -> !part.equals(whole) && expected.contains(part)))
                .findFirst();
        other.ifPresent(candidate -> tally.add(
                Rule.HEADER,
                line,
                whole,
                "the header seems to have %s between its names, where the contract has %s; change the file or %s"
                        .formatted(shown(candidate.charAt(0)), shown(delimiter), "millrace.delimiter")));
        return other.isPresent();
    }

    private static String shown(char delimiter) {
        return delimiter == '\t' ? "a tab" : "'%c'".formatted(delimiter);
    }

    private void compare(List<String> expected) {
        if (found.size() == 1 && found.get(0).isEmpty()) {
            tally.add(Rule.HEADER, line, "the first line is empty; it must have the names of the columns");
            return;
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        boolean sameNames = true;
        for (int i = 0; i < found.size(); i++) {
            Integer before = places.putIfAbsent(found.get(i), i);
            if (before != null) {
                sameNames = false;
                String message = "the columns %d and %d of the file have the same name".formatted(before + 1, i + 1);
                tally.add(Rule.HEADER, line, found.get(i), message);
            }
        }
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(places.keySet());
        sameNames &= missing.isEmpty();
        for (Map.Entry<String, Integer> place : places.entrySet()) {
            if (!expected.contains(place.getKey())) {
                sameNames = false;
                unknown(place.getKey(), place.getValue(), missing);
            }
        }
        missing.forEach(name -> tally.addOfHeader(
                Severity.HALT, expected.indexOf(name), line, null, "the column '%s' is missing".formatted(name)));
        if (sameNames) {
            otherOrder(expected);
        }
    }

    /// Tells of a name that the contract does not have, and whether it is only a missing one written otherwise.
    private void unknown(String name, int place, List<String> missing) {
        for (String expected : missing) {
            if (expected.strip().equalsIgnoreCase(name.strip())) {
                missing.remove(expected);
                tally.addOfHeader(
                        Severity.HALT,
                        indexOf(expected),
                        line,
                        name,
                        "the column %d of the file must be named exactly '%s'".formatted(place + 1, expected));
                return;
            }
        }
        tally.add(Rule.HEADER, line, name, "the column %d of the file is not in the contract".formatted(place + 1));
    }

    private int indexOf(String header) {
        return columns.stream().map(Column::header).toList().indexOf(header);
    }

    private void otherOrder(List<String> expected) {
        int i = 0;
        while (found.get(i).equals(expected.get(i))) {
            i++;
        }
        tally.addOfHeader(
                Severity.HALT,
                i,
                line,
                found.get(i),
                "the columns are in another order: column %d of the file must be '%s'"
                        .formatted(i + 1, expected.get(i)));
    }
}
