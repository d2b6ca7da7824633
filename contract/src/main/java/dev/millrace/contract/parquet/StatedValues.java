package dev.millrace.contract.parquet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a footer says of the values of a column; whether it is true only the rows can tell.
public final class StatedValues {
    private final List<RowGroup> groups;
    private final int place;
    private final @Nullable Leaf leaf;
    private final @Nullable ParquetValue value;

    StatedValues(Footer footer, ParquetSchema schema, int index) {
        this.groups = footer.rowGroups();
        this.place = schema.placeOf(index);
        this.leaf = schema.leaf(index);
        this.value = schema.value(index);
    }

    private static long nulls(ColumnChunk chunk) {
        long nulls = chunk.statistics().nulls();
        return nulls > chunk.values() ? -1 : nulls;
    }

    /// Whether it is said for every value whether it is missing.
    public boolean tellsNulls() {
        return leaf == null
                || !leaf.optional()
                || groups.stream().allMatch(group -> nulls(group.chunks().get(place)) >= 0);
    }

    /// How many values are missing, so far as it is said.
    public long nulls() {
        if (leaf == null) {
            return groups.stream().mapToLong(RowGroup::rows).sum();
        }
        return groups.stream()
                .mapToLong(group -> Math.max(0, nulls(group.chunks().get(place))))
                .sum();
    }

    /// Whether the ends are said of all values, and whatever is between them is good if they are.
    public boolean tellsEnds() {
        return value == null
                || value instanceof NoValue
                || (value.isConvex()
                        && groups.stream()
                                .map(group -> group.chunks().get(place))
                                .allMatch(StatedValues::hasEnds));
    }

    private static boolean hasEnds(ColumnChunk chunk) {
        Statistics statistics = chunk.statistics();
        return nulls(chunk) == chunk.values() || (statistics.least() != null && statistics.greatest() != null);
    }

    /// Goes through the ends that are said.
    public List<End> ends() {
        List<End> ends = new ArrayList<>();
        for (RowGroup group : groups) {
            if (value != null && !(value instanceof NoValue)) {
                Statistics statistics = group.chunks().get(place).statistics();
                add(ends, statistics.least(), value);
                add(ends, statistics.greatest(), value);
            }
        }
        return ends;
    }

    private static void add(List<End> ends, @Nullable StoredValue stored, ParquetValue value) {
        if (stored != null) {
            ends.add(() -> {
                value.take(stored);
                return value;
            });
        }
    }

    /// The least or the greatest value of a part of the file.
    @FunctionalInterface
    public interface End {
        /// The value, which is used again for the next end.
        ParquetValue read();
    }
}
