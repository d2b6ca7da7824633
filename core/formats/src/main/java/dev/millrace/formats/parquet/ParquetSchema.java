package dev.millrace.formats.parquet;

import dev.millrace.contract.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A contract's columns in a file: where they are, and whether they can be of the contract's types.
///
/// Columns are found by their exact names, whatever characters these have.
final class ParquetSchema {
    private final List<Column> columns;
    private final List<@Nullable Leaf> leaves = new ArrayList<>();
    private final int[] places;
    private final List<@Nullable ParquetValue> values = new ArrayList<>();

    ParquetSchema(List<Column> columns, FileColumns file, WriterCalendar calendar) {
        this.columns = columns;
        this.places = columns.stream()
                .mapToInt(column -> file.indexOf(column.header()))
                .toArray();
        for (int i = 0; i < places.length; i++) {
            Leaf leaf = places[i] < 0 ? null : file.leaves().get(places[i]);
            leaves.add(leaf);
            Optional<ParquetValue> value = leaf == null || !leaf.isFlat()
                    ? Optional.empty()
                    : ValueTypes.of(columns.get(i).type(), leaf, calendar);
            values.add(value.orElse(null));
        }
    }

    /// How many columns the contract has.
    int size() {
        return places.length;
    }

    /// The contract's column at `index` in the file; null when the file does not have it.
    @Nullable Leaf leaf(int index) {
        return leaves.get(index);
    }

    /// Where in a row group the values of the contract's column at `index` are.
    int placeOf(int index) {
        return places[index];
    }

    /// What makes the values of the contract's column at `index`; null when the file has none that fits.
    @Nullable ParquetValue value(int index) {
        return values.get(index);
    }

    /// Why the file's column cannot be the contract's column at `index`; empty when it can, or is not there.
    Optional<TypeMismatch> mismatch(int index) {
        Leaf leaf = leaves.get(index);
        return leaf == null || values.get(index) != null
                ? Optional.empty()
                : Optional.of(new TypeMismatch(
                        leaf.isFlat() ? leaf.typeText() : "nested or repeated",
                        ValueTypes.text(columns.get(index).type())));
    }
}
