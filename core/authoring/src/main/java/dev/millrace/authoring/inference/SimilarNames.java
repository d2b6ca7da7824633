package dev.millrace.authoring.inference;

import dev.millrace.contract.Printable;
import dev.millrace.judging.BareName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells headers that differ in case, blanks or punctuation only: they may be one column, written in several ways.
final class SimilarNames {
    private static final int SHOWN = 60;

    private SimilarNames() {}

    /// @param headers those of the file
    /// @param names those of the lake, in the same order
    static List<String> told(List<String> headers, List<String> names) {
        Map<String, Integer> before = new HashMap<>();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            String bare = BareName.of(headers.get(i));
            Integer first = bare.isEmpty() ? null : before.putIfAbsent(bare, i);
            if (first != null) {
                told.add("%s: its name in the file, '%s', differs from '%s' (%s) in nothing but case or punctuation."
                        .formatted(
                                names.get(i),
                                Printable.of(headers.get(i), SHOWN),
                                Printable.of(headers.get(first), SHOWN),
                                names.get(first)));
            }
        }
        return told;
    }
}
