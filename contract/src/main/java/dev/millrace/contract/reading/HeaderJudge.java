package dev.millrace.contract.reading;

import dev.millrace.contract.Column;
import dev.millrace.contract.CsvFormat;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.SchemaPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Compares the header line with the contract, says what to change, and finds where each column lies.
final class HeaderJudge {
    /// Stands for a column that the file has not.
    static final int NOWHERE = -1;

    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|", ":");
    private static final Pattern DECORATION = Pattern.compile("[^\\p{L}\\p{N}]");

    private final List<String> expected;
    private final char delimiter;
    private final Tally tally;
    private final SchemaDrift drift;
    private final long line;
    private final List<String> found;

    /// @param found the names in the header, at least as many of them as there are columns, if there are
    HeaderJudge(
            DataContract contract, CsvFormat format, List<String> found, long line, Tally tally, SchemaDrift drift) {
        this.expected = contract.columns().stream().map(Column::header).toList();
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
        Map<String, Integer> places = new LinkedHashMap<>();
        boolean twice = false;
        for (int i = 0; i < found.size(); i++) {
            Integer before = places.putIfAbsent(found.get(i), i);
            if (before != null) {
                twice = true;
                drift.ambiguous(
                        found.get(i),
                        line,
                        "the columns %d and %d of the file have the same name".formatted(before + 1, i + 1));
            }
        }
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(places.keySet());
        places.forEach((name, place) -> {
            if (!expected.contains(name)) {
                unknown(name, place, missing);
            }
        });
        missing.forEach(name -> drift.missing(expected.indexOf(name), line));
        if (!twice && missing.isEmpty() && !isInOrder(places.keySet())) {
            otherOrder();
        }
    }

    private boolean isInOrder(Set<String> names) {
        List<String> known = names.stream().filter(expected::contains).toList();
        return known.equals(expected.stream().filter(names::contains).toList());
    }

    /// Tells of a name that the contract does not have, and whether it is only a missing one written otherwise.
    private void unknown(String name, int place, List<String> missing) {
        for (String column : missing) {
            if (looksLike(column, name)) {
                missing.remove(column);
                drift.renamed(
                        expected.indexOf(column),
                        name,
                        line,
                        "the column %d of the file must be named exactly '%s'".formatted(place + 1, column));
                return;
            }
        }
        boolean takesPlace = found.size() == expected.size() && missing.contains(expected.get(place));
        if (takesPlace && drift.policy() != SchemaPolicy.STRICT && drift.policy() != SchemaPolicy.REORDER) {
            String column = expected.get(place);
            missing.remove(column);
            drift.renamed(
                    place,
                    name,
                    line,
                    "the column %d of the file stands where the contract has '%s', as if it were renamed; change one"
                            .formatted(place + 1, column));
            return;
        }
        drift.added(name, line, "the column %d of the file".formatted(place + 1));
    }

    /// Whether two names differ in nothing but the case of letters and in what is neither letter nor digit.
    static boolean looksLike(String one, String other) {
        boolean sameLetters = !bare(one).isEmpty() && bare(one).equals(bare(other));
        return sameLetters || one.strip().equalsIgnoreCase(other.strip());
    }

    private static String bare(String name) {
        return DECORATION.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private void otherOrder() {
        int[] places = Arrays.stream(expected.toArray(String[]::new))
                .mapToInt(found::indexOf)
                .toArray();
        int i = 0;
        while (places[i] == i) {
            i++;
        }
        String name = expected.get(i);
        drift.reordered(
                i,
                i < found.size() ? found.get(i) : "",
                line,
                "the columns are in another order: column %d of the file %s '%s'"
                        .formatted(i + 1, drift.policy() == SchemaPolicy.STRICT ? "must be" : "is not", name));
    }
}
