package dev.millrace.formats.parquet;

import dev.millrace.contract.IntegerFormat;
import org.jspecify.annotations.Nullable;

/// Whole numbers of as many bits as the contract has.
final class WholeValue extends ParquetValue {
    private final WholeSource source;
    private final IntegerFormat format;

    WholeValue(WholeSource source, IntegerFormat format) {
        this.source = source;
        this.format = format;
    }

    @Override
    @Nullable String convert(StoredValue stored) {
        source.read(stored);
        long number = source.number();
        boolean fits = !source.isHuge() && !source.isBig() && number >= format.least() && number <= format.greatest();
        return fits ? null : "must be from %d to %d (%s)".formatted(format.least(), format.greatest(), format.text());
    }

    @Override
    public long number() {
        return source.number();
    }

    @Override
    public String shown() {
        return source.shown(0);
    }
}
