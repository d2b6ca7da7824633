package dev.millrace.judging;

import dev.millrace.contract.SchemaPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares the names of a file's columns, which stand in an order, with those of the contract.
public final class ColumnNames {
    /// How much longer than a column's a name can be that is taken for it, beside twice its length.
    private static final int MOST_DECORATION = 64;

    private final List<String> expected;
    private final List<String> found;
    private final long line;
    private final SchemaDrift drift;

    /// @param line where they stand; 0 for the whole file
    public ColumnNames(List<String> expected, List<String> found, long line, SchemaDrift drift) {
        this.expected = expected;
        this.found = found;
        this.line = line;
        this.drift = drift;
    }

    /// Tells `drift` in what they differ.
    public void compare() {
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
    public static boolean looksLike(String one, String other) {
        if (other.length() > 2 * one.length() + MOST_DECORATION) {
            return false;
        }
        String bare = BareName.of(one);
        boolean sameLetters = !bare.isEmpty() && bare.equals(BareName.of(other));
        return sameLetters || one.strip().equalsIgnoreCase(other.strip());
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
