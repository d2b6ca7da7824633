package dev.millrace.formats.csv;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.ColumnNames;
import dev.millrace.judging.SchemaDrift;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Compares the header line with the contract, says what to change, and finds where each column lies.
final class HeaderJudge {
    /// Stands for a column that the file has not.
    static final int NOWHERE = -1;

    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|", ":");

    private final List<String> expected;
    private final char delimiter;
    private final FindingsCollector tally;
    private final SchemaDrift drift;
    private final long line;
    private final List<String> found;

    /// @param found the names in the header, at least as many of them as there are columns, if there are
    HeaderJudge(
            DataContract contract,
            CsvFormat format,
            List<String> found,
            long line,
            FindingsCollector tally,
            SchemaDrift drift) {
        this.expected = contract.headers();
        this.delimiter = format.delimiter();
        this.tally = tally;
        this.drift = drift;
        this.line = line;
        this.found = found;
    }

    /// Judges the header.
    ///
    /// @return for each column of the contract, which field of a record has it, or [#NOWHERE];
    ///     of no use when there is a finding against the file
    int[] places() {
        long known = expected.stream().filter(found::contains).count();
        if (known * 2 < expected.size()) {
            // It may be no header at all, but a record with what must not be shown.
            drift.distrustNames();
        }
        if (!found.equals(expected) && !isOtherDelimiter()) {
            compare();
        }
        return expected.stream().mapToInt(found::indexOf).toArray();
    }

    private boolean isOtherDelimiter() {
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

    private void compare() {
        if (found.size() == 1 && found.get(0).isEmpty()) {
            tally.add(Rule.HEADER, line, "the first line is empty; it must have the names of the columns");
            return;
        }
        new ColumnNames(expected, found, line, drift).compare();
        if (!tally.halts() && found.stream().noneMatch(expected::contains)) {
            // Every column would be missing, and every row without a value.
            tally.add(Rule.HEADER, line, "the first line has none of the contract's names; is it a header at all?");
        }
    }
}
