package dev.millrace.contract.inference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the texts of a column say when they are read as dates and times.
final class MomentProfile {
    private static final int LONGEST = 60;

    private @Nullable List<Moments> left;

    void add(String text) {
        List<Moments> ways = left;
        if (ways != null && ways.isEmpty()) {
            return;
        }
        if (text.isEmpty() || text.length() > LONGEST) {
            left = new ArrayList<>();
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (ways == null) {
            left = Moments.reading(bytes);
        } else {
            ways.removeIf(way -> !way.reads(bytes));
        }
    }

    /// The ways in which all of them can be read, the plainest first.
    List<Moments> ways() {
        return left == null ? List.of() : List.copyOf(left);
    }
}
