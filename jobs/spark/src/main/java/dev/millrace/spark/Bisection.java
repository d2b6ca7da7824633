package dev.millrace.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Finds which of many parts fail by themselves, by trying halves of what failed. Whoever uses it asks for the next
/// parts to try, tries them together, and tells what came of it.
///
/// @param <T> a part
final class Bisection<T> {
    /// When more parts than these fail, it is not the parts.
    static final int MOST = 10;

    /// When these fail, and nothing has passed yet, it is not the parts.
    private static final int FIRST = 3;

    private final Deque<List<T>> untried = new ArrayDeque<>();
    private final List<T> failing = new ArrayList<>();
    private final int mostTries;
    private int tries;
    private boolean passed;

    /// @param parts that failed together
    Bisection(List<T> parts) {
        this.mostTries = (MOST + 1) * 2 * (1 + log2(parts.size()));
        untry(parts);
    }

    private static int log2(int n) {
        return 32 - Integer.numberOfLeadingZeros(Math.max(1, n) - 1);
    }

    private void untry(List<T> parts) {
        if (parts.size() < 2) {
            return;
        }
        int half = parts.size() / 2;
        untried.push(List.copyOf(parts.subList(half, parts.size())));
        untried.push(List.copyOf(parts.subList(0, half)));
    }

    /// The parts to try next, together; empty when it is over.
    Optional<List<T>> next() {
        boolean hopeless = failing.size() > MOST || (!passed && failing.size() >= FIRST) || tries >= mostTries;
        return hopeless ? Optional.empty() : Optional.ofNullable(untried.peek());
    }

    /// Tells whether [#next] failed.
    void tell(boolean failed) {
        List<T> tried = untried.pop();
        tries++;
        if (!failed) {
            passed = true;
        } else if (tried.size() == 1) {
            failing.add(tried.get(0));
        } else {
            untry(tried);
        }
    }

    /// The parts that fail by themselves, in their order, when it is over. None where that does not explain it: where
    /// nothing passed, where too many fail, or where parts fail together only.
    List<T> found() {
        return passed && untried.isEmpty() && failing.size() <= MOST ? List.copyOf(failing) : List.of();
    }
}
