package dev.millrace.contract.reading;

import dev.millrace.contract.CsvFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The first records of a CSV file as they are split with some format: for finding out what the format is.
///
/// @param kind what else the file is by its first bytes, such as `a PDF document`
/// @param records their fields
/// @param split whether each record could be split into fields
public record CsvPeek(Optional<String> kind, List<List<String>> records, boolean split) {
    private static final int MOST_FIELDS = 2_000;

    public CsvPeek {
        records = records.stream().map(List::copyOf).toList();
    }

    /// Looks at the beginning of a file.
    ///
    /// @param beginning the first bytes
    /// @param whole whether these are all; else the last record may be cut, and is left out
    /// @param most how many records are wanted at most
    public static CsvPeek at(byte[] beginning, boolean whole, CsvFormat format, int most) {
        CsvReader reader = new CsvReader(new ByteSource(new ByteArrayInputStream(beginning)), format, MOST_FIELDS);
        try {
            ByteOrderMark mark = reader.start();
            List<List<String>> records = new ArrayList<>();
            boolean split = true;
            while (mark.isRead() && records.size() <= most && reader.next()) {
                CsvRecord record = reader.record();
                boolean last = record.end == beginning.length && !whole;
                split &= last || record.flaw == Flaw.NONE;
                if (!last) {
                    records.add(fields(record));
                }
            }
            Optional<String> kind = mark.isRead()
                    ? reader.kind().map(FileKind::description)
                    : Optional.of("text in " + mark.encoding());
            return new CsvPeek(kind, records.subList(0, Math.min(most, records.size())), split);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory can always be read", e);
        }
    }

    private static List<String> fields(CsvRecord record) {
        return IntStream.range(0, record.kept()).mapToObj(record::text).toList();
    }
}
