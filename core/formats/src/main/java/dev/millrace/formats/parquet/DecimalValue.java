package dev.millrace.formats.parquet;

import dev.millrace.contract.LogicalType.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Exact numbers, written with as many digits after the point as the contract has.
final class DecimalValue extends ParquetValue {
    /// The most digits that always fit a long.
    private static final int LONG_DIGITS = 18;

    private final WholeSource source;
    private final int storedScale;
    private final int scale;
    private final BigInteger factor;
    private final BigInteger end;
    private final long longFactor;
    private final long longEnd;
    private final String tooLong;
    private long number;
    private @Nullable BigInteger big;

    /// @param storedScale at most the contract's
    DecimalValue(WholeSource source, int storedScale, DecimalType type) {
        this.source = source;
        this.storedScale = storedScale;
        this.scale = type.scale();
        this.factor = BigInteger.TEN.pow(scale - storedScale);
        this.end = BigInteger.TEN.pow(type.precision());
        boolean small = type.precision() <= LONG_DIGITS;
        this.longFactor = small ? factor.longValueExact() : 0;
        // Before it is scaled, so that it cannot overflow.
        this.longEnd = small ? end.divide(factor).longValueExact() : 0;
        this.tooLong = "must have %d digits or less before the point".formatted(type.precision() - scale);
    }

    @Override
    @Nullable String convert(StoredValue stored) {
        source.read(stored);
        big = null;
        if (source.isHuge()) {
            return tooLong;
        }
        if (longFactor > 0) {
            number = source.number() * longFactor;
            boolean fits = !source.isBig() && source.number() < longEnd && source.number() > -longEnd;
            return fits ? null : tooLong;
        }
        BigInteger scaled = source.big().multiply(factor);
        big = scaled;
        return scaled.abs().compareTo(end) < 0 ? null : tooLong;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public BigDecimal decimal() {
        return big == null ? BigDecimal.valueOf(number, scale) : new BigDecimal(big, scale);
    }

    @Override
    public String shown() {
        return source.shown(storedScale);
    }
}
