package dev.millrace.contract;

import java.util.Optional;

/// The values a column may have, from a lower to an upper end; an absent end means no limit.
public record Range<T extends Comparable<? super T>>(Optional<Limit<T>> lower, Optional<Limit<T>> upper) {
    /// The range without limits.
    public static <T extends Comparable<? super T>> Range<T> all() {
        return new Range<>(Optional.empty(), Optional.empty());
    }

    /// Whether `value` is not below the lower end.
    public boolean reaches(T value) {
        return lower.isEmpty() || keeps(value.compareTo(lower.get().value()), lower.get());
    }

    /// Whether `value` is not above the upper end.
    public boolean holds(T value) {
        return upper.isEmpty() || keeps(upper.get().value().compareTo(value), upper.get());
    }

    /// Whether it has no end.
    public boolean isUnbounded() {
        return lower.isEmpty() && upper.isEmpty();
    }

    /// Whether no value at all can be in this range, so far as its two ends tell.
    public boolean isEmpty() {
        if (lower.isEmpty() || upper.isEmpty()) {
            return false;
        }
        int order = lower.get().value().compareTo(upper.get().value());
        boolean open = !lower.get().inclusive() || !upper.get().inclusive();
        return order > 0 || (order == 0 && open);
    }

    private static <T extends Comparable<? super T>> boolean keeps(int order, Limit<T> limit) {
        return limit.inclusive() ? order >= 0 : order > 0;
    }
}
