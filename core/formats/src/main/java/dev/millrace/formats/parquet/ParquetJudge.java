package dev.millrace.formats.parquet;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.RecordJudge;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.rows.RawRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Judges a Parquet file. The line of a row is its number, from 1.
///
/// Reading stops where the rest cannot be judged: at a footer or a page that cannot be read, and at columns that
/// are not the contract's. What statistics say is of no account here.
final class ParquetJudge {
    private final DataContract contract;
    private final RecordJudge records;
    private final ParquetFooterJudge footer;
    private long row;

    ParquetJudge(DataContract contract, RecordJudge records) {
        this.contract = contract;
        this.records = records;
        this.footer = new ParquetFooterJudge(contract, records.tally(), records.drift());
    }

    /// Judges the file.
    ///
    /// @return whether reading stopped before its end
    boolean judge(FileBytes bytes) throws IOException {
        Optional<ParquetFile> file = footer.open(bytes);
        if (file.isEmpty()) {
            return true;
        }
        try {
            judgeRows(file.get().readRows());
            return false;
        } catch (BadParquet e) {
            footer.tell(e, row == 0 ? 0 : row + 1);
            return true;
        }
    }

    private void judgeRows(ParquetRows rows) throws BadParquet, IOException {
        List<ParquetCell> cells = IntStream.range(0, contract.columns().size())
                .mapToObj(i -> new ParquetCell(contract.columns().get(i).type(), i, rows.value(i), records))
                .toList();
        RawRecord raw = new Raw(cells);
        while (rows.next()) {
            row = rows.row();
            records.begin(row);
            for (int i = 0; i < cells.size(); i++) {
                cells.get(i).judge();
            }
            records.end(raw);
        }
    }

    private record Raw(List<ParquetCell> cells) implements RawRecord {
        @Override
        public @Nullable String text(int column) {
            ParquetValue value = cells.get(column).value();
            return value.isNull() ? null : value.text();
        }

        @Override
        public @Nullable String whole() {
            return null;
        }
    }
}
