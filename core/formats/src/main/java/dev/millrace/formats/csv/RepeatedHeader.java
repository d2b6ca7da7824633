package dev.millrace.formats.csv;

import dev.millrace.formats.text.ByteOrderMark;
import dev.millrace.judging.ColumnNames;
import dev.millrace.judging.rows.Cell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Tells whether a record has the names of the columns, also in another order or in other case and punctuation.
///
/// It is asked for each record, so nothing is made for those whose first field is no name.
final class RepeatedHeader {
    private final List<String> names;
    private final byte[][] bare;
    private final Cell cell = new Cell();

    RepeatedHeader(List<String> names) {
        this.names = names;
        this.bare = names.stream().map(RepeatedHeader::bare).toArray(byte[][]::new);
    }

    private static byte[] bare(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int to = 0;
        for (byte b : bytes) {
            if (counts(b)) {
                bytes[to++] = lower(b);
            }
        }
        return Arrays.copyOf(bytes, to);
    }

    /// Whether a byte is a letter or a digit, or part of a character beyond ASCII.
    private static boolean counts(byte b) {
        return b < 0 || (b >= '0' && b <= '9') || (lower(b) >= 'a' && lower(b) <= 'z');
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    /// @param record whose fields can be told apart
    boolean is(CsvRecord record) {
        return beginsWithName(record) && record.fields == names.size() && hasEachName(record);
    }

    /// Whether its first field is one of the names.
    boolean beginsWithName(CsvRecord record) {
        record.readRaw(0, cell);
        int from = cell.start() + ByteOrderMark.lengthAt(cell.bytes(), cell.start(), cell.end());
        for (byte[] name : bare) {
            if (isName(name, cell.bytes(), from, cell.end())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(byte[] name, byte[] bytes, int from, int to) {
        int matched = 0;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (counts(b)) {
                if (matched == name.length || lower(b) != name[matched]) {
                    return false;
                }
                matched++;
            }
        }
        return matched == name.length && matched > 0;
    }

    private boolean hasEachName(CsvRecord record) {
        List<String> found = IntStream.range(0, record.fields)
                .mapToObj(record::text)
                .map(RepeatedHeader::withoutMark)
                .toList();
        if (names.size() == 1) {
            // One word that is a name is often a word.
            return found.equals(names);
        }
        List<String> left = new ArrayList<>(names);
        return found.stream()
                .allMatch(text -> left.remove(text)
                        || left.stream()
                                .filter(name -> ColumnNames.looksLike(name, text))
                                .findFirst()
                                .filter(left::remove)
                                .isPresent());
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
