package dev.millrace.targets.lake.parquet;

import dev.millrace.judging.rows.Row;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/// How a value gets from a row into a column: first as bytes that are held, then, with many others, into the column.
interface ValueWriter {
    /// Appends the value of the column `index`, which is not null, to the bytes held.
    void hold(Row row, int index, HeldRow into);

    /// Takes the value from the bytes held and writes it at `level`.
    void write(ByteBuffer held, ColumnWriter writer, int level);

    ValueWriter INT = new OfLong((value, writer, level) -> writer.write(Math.toIntExact(value), 0, level));

    ValueWriter LONG = new OfLong((value, writer, level) -> writer.write(value, 0, level));

    ValueWriter BOOLEAN = new OfLong((value, writer, level) -> writer.write(value == 1, 0, level));

    ValueWriter FLOAT = new OfDouble((value, writer, level) -> writer.write((float) value, 0, level));

    ValueWriter DOUBLE = new OfDouble((value, writer, level) -> writer.write(value, 0, level));

    ValueWriter STRING = new OfBytes(Row::stringValue);

    ValueWriter TIME = new OfBytes((row, index) -> time(row.longValue(index)));

    /// What is a long in a row.
    record OfLong(LongWriter to) implements ValueWriter {
        interface LongWriter {
            void write(long value, ColumnWriter writer, int level);
        }

        @Override
        public void hold(Row row, int index, HeldRow into) {
            into.putLong(row.longValue(index));
        }

        @Override
        public void write(ByteBuffer held, ColumnWriter writer, int level) {
            to.write(held.getLong(), writer, level);
        }
    }

    /// What is a double in a row.
    record OfDouble(DoubleWriter to) implements ValueWriter {
        interface DoubleWriter {
            void write(double value, ColumnWriter writer, int level);
        }

        @Override
        public void hold(Row row, int index, HeldRow into) {
            into.putLong(Double.doubleToRawLongBits(row.doubleValue(index)));
        }

        @Override
        public void write(ByteBuffer held, ColumnWriter writer, int level) {
            to.write(Double.longBitsToDouble(held.getLong()), writer, level);
        }
    }

    /// What is stored as text, in UTF-8.
    record OfBytes(Text text) implements ValueWriter {
        interface Text {
            String of(Row row, int index);
        }

        @Override
        public void hold(Row row, int index, HeldRow into) {
            into.putBytes(text.of(row, index).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void write(ByteBuffer held, ColumnWriter writer, int level) {
            writeBytes(held, writer, level);
        }
    }

    /// A decimal as a whole number of so many bytes, big end first, negative ones in two's complement.
    record OfDecimal(int length) implements ValueWriter {
        /// For decimals of `precision` digits.
        static OfDecimal of(int precision) {
            return new OfDecimal(BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1);
        }

        @Override
        public void hold(Row row, int index, HeldRow into) {
            byte[] number = row.decimalValue(index).unscaledValue().toByteArray();
            byte[] padded = new byte[length];
            Arrays.fill(padded, number[0] < 0 ? (byte) -1 : 0);
            System.arraycopy(number, 0, padded, length - number.length, number.length);
            into.putBytes(padded);
        }

        @Override
        public void write(ByteBuffer held, ColumnWriter writer, int level) {
            writeBytes(held, writer, level);
        }
    }

    private static void writeBytes(ByteBuffer held, ColumnWriter writer, int level) {
        int length = held.getInt();
        // Not copied: what is held does not change until the row group is written.
        writer.write(
                Binary.fromConstantByteArray(held.array(), held.arrayOffset() + held.position(), length), 0, level);
        held.position(held.position() + length);
    }

    /// `08:30:00`, or `08:30:00.250000` when there is a fraction, so that equal times are equal texts.
    private static String time(long micros) {
        long seconds = micros / 1_000_000;
        String time = "%02d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
        long fraction = micros % 1_000_000;
        return fraction == 0 ? time : time + ".%06d".formatted(fraction);
    }
}
