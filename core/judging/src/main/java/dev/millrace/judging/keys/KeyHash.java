package dev.millrace.judging.keys;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.judging.rows.RowValues;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Hashes the values of some columns of a row, so that equal values have equal hashes.
final class KeyHash {
    private final int[] indexes;
    private final Kind[] kinds;
    private final SipHash hash = SipHash.random();
    private long low;

    /// How a value becomes words.
    private enum Kind {
        TEXT,
        LONG,
        DOUBLE,
        OTHER
    }

    KeyHash(DataContract contract, List<String> names) {
        indexes = names.stream().mapToInt(contract::indexOf).toArray();
        kinds = names.stream()
                .map(name -> kind(contract.columns().get(contract.indexOf(name))))
                .toArray(Kind[]::new);
    }

    private static Kind kind(Column column) {
        if (column.type() instanceof LogicalType.StringType) {
            return Kind.TEXT;
        }
        if (column.type() instanceof LogicalType.FloatType) {
            return Kind.DOUBLE;
        }
        boolean big = column.type() instanceof LogicalType.DecimalType decimal && decimal.precision() > 18;
        return big ? Kind.OTHER : Kind.LONG;
    }

    /// Hashes the row's values; false when one of them is not there.
    boolean read(RowValues row) {
        hash.begin();
        for (int i = 0; i < indexes.length; i++) {
            if (row.isNull(indexes[i])) {
                return false;
            }
            add(row, indexes[i], kinds[i]);
        }
        low = hash.end();
        return true;
    }

    private void add(RowValues row, int index, Kind kind) {
        switch (kind) {
            case TEXT -> hash.add(row.bytes(index), row.textStart(index), row.textEnd(index));
            case LONG -> hash.add(row.longValue(index));
            // -0.0 is 0.0.
            case DOUBLE -> hash.add(Double.doubleToLongBits(row.doubleValue(index) + 0.0));
            case OTHER -> {
                byte[] digits = row.decimalValue(index).toPlainString().getBytes(StandardCharsets.US_ASCII);
                hash.add(digits, 0, digits.length);
            }
        }
    }

    long low() {
        return low;
    }

    long high() {
        return hash.high();
    }
}
