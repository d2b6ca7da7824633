package dev.millrace.formats.parquet;

import org.jspecify.annotations.Nullable;

/// Floating-point numbers that are finite.
final class FloatValue extends ParquetValue {
    private final PhysicalType stored;
    private double value;

    FloatValue(PhysicalType stored) {
        this.stored = stored;
    }

    @Override
    @Nullable String convert(StoredValue raw) {
        value = switch (stored) {
            case FLOAT -> Float.intBitsToFloat((int) raw.bits);
            case DOUBLE -> Double.longBitsToDouble(raw.bits);
            default -> raw.bits;
        };
        return Double.isFinite(value) ? null : "must be a finite number";
    }

    @Override
    public double real() {
        return value;
    }

    @Override
    public String shown() {
        return stored == PhysicalType.FLOAT ? Float.toString((float) value) : Double.toString(value);
    }
}
