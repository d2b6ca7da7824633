package dev.millrace.contract.keys;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// Finds a short key that two key patterns share, by walking through both side by side.
///
/// A place is a pair of positions, one in each pattern; a step either passes a star without a character, or has both
/// patterns take the same character. The walk is breadth first, and steps without a character go first.
final class CommonKey {
    private static final int NOT_REACHED = -2;
    private static final int START = -1;
    private static final int NOTHING = -1;
    private static final char ANY = 'x';

    private final int[] left;
    private final int[] right;
    private final int[] from;
    private final int[] taken;
    private final Deque<Integer> queue = new ArrayDeque<>();

    CommonKey(int[] left, int[] right) {
        this.left = left;
        this.right = right;
        int places = (left.length + 1) * (right.length + 1);
        this.from = new int[places];
        this.taken = new int[places];
        Arrays.fill(from, NOT_REACHED);
    }

    Optional<String> find() {
        int last = from.length - 1;
        reach(0, START, NOTHING);
        while (!queue.isEmpty()) {
            int place = queue.removeFirst();
            if (place == last) {
                return Optional.of(key(last));
            }
            steps(place);
        }
        return Optional.empty();
    }

    private void steps(int place) {
        int i = place / (right.length + 1);
        int j = place % (right.length + 1);
        if (i < left.length && isStar(left[i])) {
            reach(place + right.length + 1, place, NOTHING);
        }
        if (j < right.length && isStar(right[j])) {
            reach(place + 1, place, NOTHING);
        }
        if (i < left.length && j < right.length) {
            take(i, j, place);
        }
    }

    private void take(int i, int j, int place) {
        int point = left[i] >= 0 ? left[i] : right[j] >= 0 ? right[j] : ANY;
        if (!KeyPattern.takes(left[i], point) || !KeyPattern.takes(right[j], point)) {
            return;
        }
        int nextI = isStar(left[i]) ? i : i + 1;
        int nextJ = isStar(right[j]) ? j : j + 1;
        reach(nextI * (right.length + 1) + nextJ, place, point);
    }

    private void reach(int place, int before, int point) {
        if (from[place] != NOT_REACHED) {
            return;
        }
        from[place] = before;
        taken[place] = point;
        if (point == NOTHING) {
            queue.addFirst(place);
        } else {
            queue.addLast(place);
        }
    }

    private String key(int last) {
        StringBuilder reversed = new StringBuilder();
        for (int place = last; from[place] != START; place = from[place]) {
            if (taken[place] != NOTHING) {
                reversed.appendCodePoint(taken[place]);
            }
        }
        // An empty key is none; both patterns are then nothing but stars, which share any key.
        return reversed.isEmpty() ? String.valueOf(ANY) : reversed.reverse().toString();
    }

    private static boolean isStar(int token) {
        return token == KeyPattern.STAR || token == KeyPattern.GLOBSTAR;
    }
}
