package dev.millrace.contract.parsing;

import dev.millrace.contract.Owners;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/// Collects the problems of one contract.
public final class Problems {
    private static final int MOST = 1_000;

    private final List<Problem> found = new ArrayList<>();

    void add(YamlNode spot, String message) {
        add(spot.node().getStartMark(), spot.path(), message);
    }

    void add(Mark mark, String path, String message) {
        add(mark.getLine() + 1, mark.getColumn() + 1, path, message);
    }

    void add(int line, int column, String path, String message) {
        if (found.size() < MOST) {
            // A mistake can put the URL of a channel, which is a secret, where its name or a field is expected.
            boolean ofOwners = path.startsWith("support") || path.startsWith("team");
            found.add(new Problem(line, column, shown(path, ofOwners), shown(message, ofOwners)));
        }
    }

    private static String shown(String text, boolean ofOwners) {
        return ofOwners ? Owners.withoutUrls(text) : text;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /// In the order of their places.
    List<Problem> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
