package dev.millrace.formats.csv;

import dev.millrace.formats.text.ByteOrderMark;
import dev.millrace.formats.text.FileKind;
import dev.millrace.judging.bytes.ByteSource;
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
/// @param records as they were split
public record CsvPeek(Optional<String> kind, List<Peeked> records) {
    private static final int MOST_FIELDS = 2_000;

    public CsvPeek {
        records = List.copyOf(records);
    }

    /// One record.
    ///
    /// @param line the physical line, from 1, where it begins
    /// @param fields its fields, the first 2,000 at most
    /// @param split whether it could be split into fields; else these are some of it
    public record Peeked(long line, List<String> fields, boolean split) {
        public Peeked {
            fields = List.copyOf(fields);
        }

        /// Whether its line has nothing.
        public boolean isBlank() {
            return fields.isEmpty() || (fields.size() == 1 && fields.get(0).isEmpty());
        }
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
            List<Peeked> records = new ArrayList<>();
            while (mark.isRead() && records.size() <= most && reader.next()) {
                CsvRecord record = reader.record();
                boolean last = record.end == beginning.length && !whole;
                if (!last) {
                    records.add(new Peeked(record.line, fields(record), record.flaw == Flaw.NONE));
                }
            }
            Optional<String> kind = mark.isRead()
                    ? reader.kind().map(FileKind::description)
                    : Optional.of("text in " + mark.encoding());
            return new CsvPeek(kind, records.subList(0, Math.min(most, records.size())));
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory can always be read", e);
        }
    }

    private static List<String> fields(CsvRecord record) {
        return IntStream.range(0, record.kept()).mapToObj(record::text).toList();
    }
}
