package dev.millrace.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.formats.text.ByteOrderMark;
import dev.millrace.judging.rows.Cell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/// Compares the reader, which looks at eight bytes at once and splits ahead on another thread, with one that looks at
/// one byte after the other.
class CsvReaderTest {
    private static final CsvFormat FORMAT = new CsvFormat(',', '"', true, 60);

    @Provide
    Arbitrary<byte[]> files() {
        List<String> pieces = List.of(
                "a",
                "bcd",
                "efghijklm",
                "é",
                "€",
                "\t",
                "\0",
                "\"",
                "\"\"",
                ",",
                ",",
                ",\"",
                "\",",
                "\n",
                "\r\n",
                "\r",
                "\"\n",
                "\n\"",
                "\"a\"",
                "12345678");
        return Arbitraries.of(pieces)
                .list()
                .ofMaxSize(60)
                .map(all -> String.join("", all).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 5_000)
    void splitsAsByteByByte(@ForAll @From("files") byte[] file, @ForAll boolean alone) throws IOException {
        CsvReader reader = new CsvReader(new ByteArrayInputStream(file), FORMAT, 50, alone ? Integer.MAX_VALUE : 0);
        assertThat(reader.start()).isEqualTo(ByteOrderMark.NONE);
        List<String> found = new ArrayList<>();
        boolean tooLong = false;
        while (!tooLong && reader.next()) {
            tooLong = reader.record().flaw.endsReading();
            if (!tooLong) {
                found.add(shown(reader.record()));
            }
        }
        // A record that is too long ends the reading.
        List<String> expected = new SlowCsv(file).records();
        assertThat(found).isEqualTo(tooLong ? expected.subList(0, found.size()) : expected);
    }

    private static String shown(CsvRecord record) {
        StringBuilder shown = new StringBuilder("%d %s %d".formatted(record.line, record.flaw, record.flawLine));
        boolean ascii = record.whole().chars().allMatch(c -> c < 128);
        assertThat(record.isAscii()).as("ASCII: " + record.whole()).isIn(ascii, false);
        boolean hasNul = record.hasNul;
        for (int i = 0; record.flaw == Flaw.NONE && i < record.fields; i++) {
            Cell cell = new Cell();
            record.read(i, cell);
            shown.append(" %d:%s[%s]".formatted(cell.line(), cell.isNull() ? "null" : "", cell.text()));
        }
        return shown + (hasNul ? " NUL" : "");
    }

    /// RFC 4180, byte by byte.
    private static final class SlowCsv {
        private final byte[] file;
        private final List<String> records = new ArrayList<>();
        private int at;
        private long line = 1;

        SlowCsv(byte[] file) {
            this.file = file;
        }

        List<String> records() {
            while (at < file.length) {
                records.add(record());
            }
            return records;
        }

        private boolean sees(char c) {
            return at < file.length && file[at] == c;
        }

        private boolean seesLineEnd() {
            return at == file.length || sees('\n') || (sees('\r') && at + 1 < file.length && file[at + 1] == '\n');
        }

        private String record() {
            int begin = at;
            long first = line;
            StringBuilder fields = new StringBuilder();
            while (true) {
                long fieldLine = line;
                String field = sees('"') ? quoted() : plain();
                if (field == null) {
                    return end(begin, first, Flaw.UNCLOSED_QUOTE, fieldLine, "");
                }
                fields.append(" %d:%s".formatted(fieldLine, field));
                if (seesLineEnd()) {
                    return end(begin, first, Flaw.NONE, first, fields.toString());
                }
                if (!sees(',')) {
                    Flaw flaw = sees('\r')
                            ? Flaw.LONE_CARRIAGE_RETURN
                            : sees('"') ? Flaw.QUOTE_IN_FIELD : Flaw.TEXT_AFTER_QUOTE;
                    return end(begin, first, flaw, line, "");
                }
                at++;
            }
        }

        private String end(int begin, long first, Flaw flaw, long flawLine, String fields) {
            while (flaw != Flaw.NONE && flaw != Flaw.UNCLOSED_QUOTE && at < file.length && !sees('\n')) {
                at++;
            }
            boolean nul = new String(file, begin, at - begin, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0;
            at += sees('\r') ? 2 : at < file.length ? 1 : 0;
            line++;
            return "%d %s %d%s%s".formatted(first, flaw, flawLine, fields, nul ? " NUL" : "");
        }

        private String plain() {
            int begin = at;
            while (at < file.length && !sees(',') && !sees('"') && !sees('\r') && !sees('\n')) {
                at++;
            }
            return (begin == at ? "null" : "") + "[" + new String(file, begin, at - begin, StandardCharsets.UTF_8)
                    + "]";
        }

        private @Nullable String quoted() {
            int begin = ++at;
            while (at < file.length && (!sees('"') || (at + 1 < file.length && file[at + 1] == '"'))) {
                line += sees('\n') ? 1 : 0;
                at += sees('"') ? 2 : 1;
            }
            if (at == file.length) {
                return null;
            }
            String text = new String(file, begin, at++ - begin, StandardCharsets.UTF_8);
            return "[" + text.replace("\"\"", "\"") + "]";
        }
    }
}
