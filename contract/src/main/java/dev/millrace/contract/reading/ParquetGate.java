package dev.millrace.contract.reading;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.Partitioning;
import dev.millrace.contract.parquet.ParquetFile;
import dev.millrace.contract.parquet.StatedValues;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges what can be judged of a Parquet file by its footer alone: a few kilobytes of a file of any size.
///
/// What the file's types promise (that its texts are UTF-8) and what its statistics say is believed here. Whoever
/// decodes the rows judges each value, whatever was said of it.
public final class ParquetGate {
    /// That there is no value, somewhere in the file.
    private static final Evidence NOTHING = new Evidence() {
        @Override
        public long line() {
            return 0;
        }

        @Override
        public @Nullable String shown() {
            return null;
        }
    };

    private final DataContract contract;
    private final Tally tally;
    private final ParquetEnds ends;

    private ParquetGate(DataContract contract) {
        this.contract = contract;
        this.tally = new Tally(contract.columns(), contract.badRows());
        this.ends = new ParquetEnds(contract, tally);
    }

    /// What came out.
    ///
    /// @param rows how many there are, as the footer says
    /// @param refused whether the file breaks its contract already
    /// @param rowsRemain whether there are rules that only the rows can break; false when the file is refused
    public record Outcome(long rows, Findings findings, boolean refused, boolean rowsRemain) {}

    /// Judges the footer of `file`.
    ///
    /// @throws IOException if reading fails
    public static Outcome judge(DataContract contract, FileBytes file) throws IOException {
        return new ParquetGate(contract).judge(file);
    }

    private Outcome judge(FileBytes bytes) throws IOException {
        SchemaDrift drift = new SchemaDrift(contract, tally);
        Optional<ParquetFile> file = new ParquetFooterJudge(contract, tally, drift).open(bytes);
        if (file.isEmpty()) {
            return new Outcome(0, tally.findings(), true, false);
        }
        boolean rowsRemain = hasRulesOfRows();
        for (int i = 0; i < contract.columns().size(); i++) {
            rowsRemain |= !isSettled(i, file.get().stated(i));
        }
        boolean refused = tally.halts();
        return new Outcome(file.get().rows(), tally.findings(), refused, rowsRemain && !refused);
    }

    private boolean hasRulesOfRows() {
        return !contract.primaryKey().isEmpty()
                || contract.partitioning() instanceof Partitioning.ByColumns
                || !contract.quality().isEmpty()
                || contract.columns().stream().anyMatch(ParquetGate::needsRows);
    }

    /// Whether it is about more than the ends of its values.
    private static boolean needsRows(Column column) {
        LogicalType type = column.type();
        boolean text = type instanceof StringType string
                && (string.minLength() > 0
                        || string.maxLength() < Integer.MAX_VALUE
                        || string.pattern().isPresent()
                        || string.format().isPresent());
        return text || column.unique() || !column.values().isEmpty() || isMultiple(type);
    }

    private static boolean isMultiple(LogicalType type) {
        Optional<BigDecimal> unit = Optional.empty();
        if (type instanceof LogicalType.IntegerType integer) {
            unit = integer.multipleOf();
        } else if (type instanceof LogicalType.DecimalType decimal) {
            unit = decimal.multipleOf();
        }
        return unit.isPresent();
    }

    /// Whether nothing remains to be judged of the column at `index`, but for what needs rows by itself.
    private boolean isSettled(int index, StatedValues stated) {
        Column column = contract.columns().get(index);
        ends.begin();
        if (stated.nulls() > 0) {
            ends.absent(index, NOTHING);
        }
        for (StatedValues.End end : stated.ends()) {
            ends.judge(index, end.read());
        }
        boolean known = column.type() instanceof StringType || stated.tellsEnds();
        return ends.areGood() && known && (!column.required() || stated.tellsNulls());
    }
}
