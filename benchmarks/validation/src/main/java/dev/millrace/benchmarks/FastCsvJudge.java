package dev.millrace.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;

/// FastCSV splits, the JDK types.
final class FastCsvJudge implements Judge {
    @Override
    public BadCells judge(Path file) throws IOException {
        BadCells bad = new BadCells();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            long row = -1;
            for (CsvRecord line : reader) {
                row++;
                for (int i = 0; row > 0 && i < line.getFieldCount(); i++) {
                    if (!CellRules.accept(i % Orders.COLUMNS.size(), line.getField(i))) {
                        bad.add(row, i);
                    }
                }
            }
        }
        return bad;
    }
}
