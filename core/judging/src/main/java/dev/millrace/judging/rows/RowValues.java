package dev.millrace.judging.rows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The values of the current record. Strings stay bytes until they are asked for.
public final class RowValues implements Row {
    private final boolean[] nulls;
    private final long[] longs;
    private final double[] doubles;
    private final @Nullable BigDecimal[] decimals;
    private final int[] starts;
    private final int[] ends;
    private final int[] scales;
    private final byte[][] bytes;
    private boolean hasBigDecimals;
    private long line;

    public RowValues(int columns) {
        nulls = new boolean[columns];
        longs = new long[columns];
        doubles = new double[columns];
        decimals = new BigDecimal[columns];
        starts = new int[columns];
        ends = new int[columns];
        scales = new int[columns];
        bytes = new byte[columns][];
    }

    public void begin(long atLine) {
        line = atLine;
        Arrays.fill(nulls, true);
        if (hasBigDecimals) {
            Arrays.fill(decimals, null);
            hasBigDecimals = false;
        }
    }

    public void setLong(int column, long value) {
        nulls[column] = false;
        longs[column] = value;
    }

    public void setDouble(int column, double value) {
        nulls[column] = false;
        doubles[column] = value;
    }

    /// A decimal whose unscaled value is a long.
    public void setDecimal(int column, long unscaled, int scale) {
        setLong(column, unscaled);
        scales[column] = scale;
    }

    public void setDecimal(int column, BigDecimal value) {
        nulls[column] = false;
        decimals[column] = value;
        hasBigDecimals = true;
    }

    public void setText(int column, Cell cell) {
        setText(column, cell.bytes(), cell.start(), cell.end());
    }

    /// Makes the value a text in `buffer`, which stays as it is until the row has been used.
    public void setText(int column, byte[] buffer, int start, int end) {
        nulls[column] = false;
        bytes[column] = buffer;
        starts[column] = start;
        ends[column] = end;
    }

    /// In which a string's UTF-8 lies.
    public byte[] bytes(int column) {
        return bytes[column];
    }

    public int textStart(int column) {
        return starts[column];
    }

    public int textEnd(int column) {
        return ends[column];
    }

    /// How many bytes of UTF-8 a string has.
    public int textBytes(int column) {
        return ends[column] - starts[column];
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public boolean isNull(int column) {
        return nulls[column];
    }

    @Override
    public long longValue(int column) {
        return longs[column];
    }

    @Override
    public double doubleValue(int column) {
        return doubles[column];
    }

    @Override
    public BigDecimal decimalValue(int column) {
        BigDecimal decimal = decimals[column];
        return decimal != null ? decimal : BigDecimal.valueOf(longs[column], scales[column]);
    }

    @Override
    public String stringValue(int column) {
        return new String(bytes[column], starts[column], ends[column] - starts[column], StandardCharsets.UTF_8);
    }
}
