package dev.millrace.formats;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.judging.rows.BadRow;
import dev.millrace.judging.rows.Row;
import java.util.StringJoiner;

/// A row in the words of the cases: `3: 42 | null | 'text'`.
public final class RowText {
    private RowText() {}

    public static String of(DataContract contract, Row row) {
        StringJoiner text = new StringJoiner(" | ", row.line() + ": ", "");
        for (int i = 0; i < contract.columns().size(); i++) {
            text.add(row.isNull(i) ? "null" : value(contract.columns().get(i), row, i));
        }
        return text.toString();
    }

    /// A row that is set aside: `3 aside: 'x' | null`, or the whole record where it cannot be split.
    static String ofBad(DataContract contract, BadRow row) {
        String whole = row.whole();
        if (whole != null) {
            return row.line() + " aside: " + visible(whole);
        }
        StringJoiner text = new StringJoiner(" | ", row.line() + " aside: ", "");
        for (int i = 0; i < contract.columns().size(); i++) {
            String value = row.text(i);
            text.add(value == null ? "null" : "'" + visible(value) + "'");
        }
        return text.toString();
    }

    private static String visible(String text) {
        return text.replace("\n", "␊")
                .replace("\r", "␍")
                .replace("\t", "⇥")
                .replace("\u001A", "␚")
                .replace("\uFEFF", "<BOM>");
    }

    private static String value(Column column, Row row, int index) {
        if (column.type() instanceof LogicalType.StringType) {
            return "'" + visible(row.stringValue(index)) + "'";
        }
        if (column.type() instanceof LogicalType.DecimalType) {
            return row.decimalValue(index).toPlainString();
        }
        return column.type() instanceof LogicalType.FloatType
                ? String.valueOf(row.doubleValue(index))
                : String.valueOf(row.longValue(index));
    }
}
