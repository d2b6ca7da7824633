package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Contracts;
import dev.millrace.contract.DataContract;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.rows.Row;
import dev.millrace.judging.rows.RowSink;
import dev.millrace.judging.values.Utf8;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RoundTripTest {
    private static final DataContract TEXTS =
            Contracts.of("a string", "b string", "c string", "millrace.maxRecordBytes=4000");

    record Field(String text, boolean quoted) {
        String written() {
            return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }

        String expected() {
            return text.isEmpty() && !quoted ? "null" : text;
        }
    }

    @Provide
    Arbitrary<Field> fields() {
        Arbitrary<Field> free = texts("ab,;\"\n\r\t äé€😀", 12).map(text -> new Field(text, true));
        Arbitrary<Field> bare = texts("ab;' äé€😀\\", 5).map(text -> new Field(text, false));
        return Arbitraries.oneOf(free, bare);
    }

    private static Arbitrary<String> texts(String characters, int longest) {
        List<String> each =
                characters.codePoints().mapToObj(Character::toString).toList();
        return Arbitraries.of(each).list().ofMaxSize(longest).map(parts -> String.join("", parts));
    }

    /// A file that comes in small pieces.
    static InputStream inPieces(byte[] file, int piece) {
        ByteArrayInputStream whole = new ByteArrayInputStream(file);
        return new InputStream() {
            @Override
            public int read() {
                return whole.read();
            }

            @Override
            public int read(byte[] into, int from, int count) {
                return whole.read(into, from, Math.min(count, piece));
            }
        };
    }

    @Property(tries = 500)
    void whatIsWrittenIsRead(
            @ForAll @Size(max = 30) List<@Size(3) List<@From("fields") Field>> records,
            @ForAll boolean crlf,
            @ForAll boolean endsInLineEnd,
            @ForAll @IntRange(min = 1, max = 50) int piece)
            throws IOException {
        List<String> lines = new ArrayList<>(List.of("a,b,c"));
        records.forEach(record ->
                lines.add(String.join(",", record.stream().map(Field::written).toList())));
        String end = crlf ? "\r\n" : "\n";
        byte[] file = (String.join(end, lines) + (endsInLineEnd ? end : "")).getBytes(StandardCharsets.UTF_8);

        List<List<String>> read = new ArrayList<>();
        Verdict verdict = FileJudge.judge(TEXTS, inPieces(file, piece), row -> read.add(texts(row)));

        assertThat(read)
                .isEqualTo(records.stream()
                        .map(record -> record.stream().map(Field::expected).toList())
                        .toList());
        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        assertThat(verdict.bytes()).isEqualTo(file.length);
    }

    private static List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            texts.add(row.isNull(i) ? "null" : row.stringValue(i));
        }
        return texts;
    }

    @Property(tries = 2_000)
    void anyBytesGetAVerdict(@ForAll("bytes") String bytes, @ForAll @IntRange(min = 1, max = 9) int piece)
            throws IOException {
        byte[] file = ("a,b,c\n" + bytes).getBytes(StandardCharsets.ISO_8859_1);
        Verdict whole = FileJudge.judge(TEXTS, new ByteArrayInputStream(file), RowSink.none());
        assertThat(FileJudge.judge(TEXTS, inPieces(file, piece), RowSink.none()))
                .isEqualTo(whole);
    }

    @Provide
    Arbitrary<String> bytes() {
        return Arbitraries.strings().withChars("a,\"\n\r\0\u00C3\u00A9\u00FF").ofMaxLength(40);
    }

    @Property
    void takesForUtf8WhatTheJdkDoes(@ForAll @Size(max = 8) List<@IntRange(min = 0x7E, max = 0xFF) Integer> codes) {
        byte[] bytes = new byte[codes.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = codes.get(i).byteValue();
        }
        boolean valid = true;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            valid = false;
        }
        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(valid);
    }

    @Property
    void takesForUtf8WhatTheJdkWrites(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isTrue();
        assertThat(Utf8.codePoints(bytes, 0, bytes.length))
                .isEqualTo(new String(bytes, StandardCharsets.UTF_8).codePointCount(0, text.length()));
    }

    @Property(tries = 2_000)
    void readsNumbersAsBigDecimalDoes(@ForAll("numbers") String text) throws IOException {
        DataContract contract = Contracts.of(
                "d number", "e number physicalType='decimal(18,6)'", "f number physicalType=double", "n integer");
        BigDecimal number = new BigDecimal(text);
        List<Integer> right = new ArrayList<>();
        for (int column = 0; column < 4; column++) {
            int at = column;
            String record = ",".repeat(column) + text + ",".repeat(3 - column);
            byte[] file = ("d,e,f,n\n" + record).getBytes(StandardCharsets.US_ASCII);
            FileJudge.judge(contract, new ByteArrayInputStream(file), row -> {
                BigDecimal read = at < 2
                        ? row.decimalValue(at)
                        : at == 2
                                ? new BigDecimal(String.valueOf(row.doubleValue(2)))
                                : BigDecimal.valueOf(row.longValue(3));
                BigDecimal expected = at == 2 ? new BigDecimal(String.valueOf(number.doubleValue())) : number;
                assertThat(read).isEqualByComparingTo(expected);
                right.add(at);
            });
        }
        assertThat(right.contains(0)).isEqualTo(fits(number, 38, 18));
        assertThat(right.contains(1)).isEqualTo(fits(number, 18, 6));
    }

    private static boolean fits(BigDecimal number, int precision, int scale) {
        BigDecimal plain = number.stripTrailingZeros();
        boolean fits = plain.scale() <= scale && plain.precision() - plain.scale() <= precision - scale;
        return fits || number.signum() == 0;
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().withChars("00123456789").ofMinLength(1).ofMaxLength(22);
        return Combinators.combine(
                        Arbitraries.of("", "-"),
                        digits,
                        digits,
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(-30, 30))
                .as((sign, whole, fraction, point, power) ->
                        sign + whole + (point ? "." + fraction : "") + (power % 3 == 0 ? "e" + power : ""));
    }
}
