package dev.millrace.judging.protection;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Protection;
import dev.millrace.judging.rows.BadRow;
import dev.millrace.judging.rows.Row;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Protects the rows of a dataset before they go on. For one thread.
public final class Protector {
    private final DataContract contract;
    private final @Nullable ColumnProtection[] shields;
    private final int[] stored;

    /// A protector.
    ///
    /// @param key null only when [#needsKey] says that none is needed
    /// @throws IllegalArgumentException if a key is needed and missing: nothing is ever loaded in clear instead
    public Protector(DataContract contract, @Nullable TokenKey key) {
        this.contract = contract;
        int columns = contract.columns().size();
        this.shields = new ColumnProtection[columns];
        for (int i = 0; i < columns; i++) {
            Column column = contract.columns().get(i);
            Optional<Protection> protection = column.protection();
            shields[i] = protection.isPresent() ? new ColumnProtection(column, protection.get(), key) : null;
        }
        this.stored = contract.inLake().columns().stream()
                .mapToInt(column -> contract.indexOf(column.name()))
                .toArray();
    }

    /// Whether some column needs a key.
    public static boolean needsKey(DataContract contract) {
        return contract.columns().stream()
                .anyMatch(column -> column.protection().equals(Optional.of(Protection.TOKENISE)));
    }

    /// A sink of the contract's rows that gives `good` those of [DataContract#inLake], and `bad` what is set aside as
    /// rows of [DataContract#setAside].
    public RowSink protect(RowSink good, RowSink bad) {
        ProtectedRow row = new ProtectedRow(contract, shields, stored);
        SetAsideRow aside = new SetAsideRow(contract, shields);
        return new RowSink() {
            @Override
            public void row(Row read) throws IOException {
                good.row(row.of(read));
            }

            @Override
            public void setAside(BadRow read) throws IOException {
                bad.row(aside.of(read));
            }
        };
    }
}
