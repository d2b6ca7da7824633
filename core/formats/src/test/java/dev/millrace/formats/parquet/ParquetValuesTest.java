package dev.millrace.formats.parquet;

import static dev.millrace.formats.parquet.ParquetBytes.BYTE_ARRAY;
import static dev.millrace.formats.parquet.ParquetBytes.DOUBLE;
import static dev.millrace.formats.parquet.ParquetBytes.FIXED;
import static dev.millrace.formats.parquet.ParquetBytes.INT32;
import static dev.millrace.formats.parquet.ParquetBytes.INT64;
import static dev.millrace.formats.parquet.ParquetBytes.INT96;
import static dev.millrace.formats.parquet.ParquetBytes.allThere;
import static dev.millrace.formats.parquet.ParquetBytes.join;
import static dev.millrace.formats.parquet.ParquetBytes.le32;
import static dev.millrace.formats.parquet.ParquetBytes.le64;
import static dev.millrace.formats.parquet.ParquetBytes.page;
import static dev.millrace.formats.parquet.ParquetBytes.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.formats.parquet.ParquetBytes.Column;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values that a file can have and a contract cannot, each named with its row.
class ParquetValuesTest {
    private static final Thrift DATE = new Thrift().i32(6, 6);
    private static final Thrift UTF8 = new Thrift().i32(6, 0);

    private static Thrift timestamp(int unit, boolean utc) {
        Thrift stamp = new Thrift().bool(1, utc).struct(2, new Thrift().struct(unit, new Thrift()));
        return new Thrift().struct(10, new Thrift().struct(8, stamp));
    }

    private static Thrift time(int unit) {
        Thrift time = new Thrift().bool(1, true).struct(2, new Thrift().struct(unit, new Thrift()));
        return new Thrift().struct(10, new Thrift().struct(7, time));
    }

    private static Thrift decimal(int precision, int scale) {
        return new Thrift().i32(6, 5).i32(7, scale).i32(8, precision);
    }

    private static List<String> judged(String contract, int type, Thrift element, byte[]... values) throws IOException {
        Column column = Column.of("a", type, page(values.length, 0, join(allThere(values.length), join(values))));
        byte[] file = new ParquetBytes(values.length).add(column.with(element)).done();
        return ParquetCase.of(contract).judged(FileBytes.of(file));
    }

    @Test
    @Tag("H082")
    void daysBeyondTheYear9999() throws IOException {
        assertThat(judged("a date", INT32, DATE, le32(2_932_896), le32(2_932_897), le32(-719_162), le32(-719_163)))
                .containsExactly(
                        "rejected, 4 rows",
                        "2 type a [+10000-01-01]: must have a year from 0001 to 9999",
                        "4 type a [0000-12-31]: must have a year from 0001 to 9999",
                        "1: 2932896",
                        "3: -719162");
    }

    @Test
    @Tag("H082")
    void timestampsThatOverflow() throws IOException {
        assertThat(judged(
                        "a timestamp", INT64, timestamp(1, true), le64(Long.MAX_VALUE), le64(Long.MIN_VALUE), le64(1)))
                .containsExactly(
                        "rejected, 3 rows",
                        "1 type a [9223372036854775 s and 807000000 ns after 1970-01-01]:"
                                + " must have a year from 0001 to 9999",
                        "2 type a [-9223372036854776 s and 192000000 ns after 1970-01-01]:"
                                + " must have a year from 0001 to 9999",
                        "3: 1000");
    }

    @Test
    @Tag("H082")
    void nanosecondsThatAreNoWholeMicroseconds() throws IOException {
        assertThat(judged("a timestamp timezone=false", INT64, timestamp(3, false), le64(-1), le64(-1000), le64(2001)))
                .containsExactly(
                        "rejected, 3 rows",
                        "1 type a [1969-12-31T23:59:59.999999999]: must be a whole number of microseconds ('millrace.nanoseconds: cut' cuts it)",
                        "3 type a [1970-01-01T00:00:00.000002001]: must be a whole number of microseconds ('millrace.nanoseconds: cut' cuts it)",
                        "2: -1");
        assertThat(judged("a time", INT64, time(3), le64(1_000), le64(1_001)))
                .containsExactly(
                        "rejected, 2 rows",
                        "2 type a [00:00:00.000001001]: must be a whole number of microseconds ('millrace.nanoseconds: cut' cuts it)",
                        "1: 1");
        assertThat(judged(
                        "a timestamp timezone=false nanoseconds=cut", INT64, timestamp(3, false), le64(-1), le64(2001)))
                .containsExactly("valid, 2 rows", "1: -1", "2: 2");
        assertThat(judged("a time nanoseconds=cut", INT64, time(3), le64(1_999)))
                .containsExactly("valid, 1 rows", "1: 1");
    }

    @Test
    @Tag("H082")
    void int96BeyondTheYear9999OrADay() throws IOException {
        byte[] epoch = join(le64(0), le32(2_440_588));
        byte[] far = join(le64(0), le32(Integer.MAX_VALUE));
        byte[] near = join(le64(0), le32(Integer.MIN_VALUE));
        byte[] long_ = join(le64(86_400_000_000_000L), le32(2_440_588));
        byte[] negative = join(le64(Long.MIN_VALUE), le32(2_440_588));
        List<String> judged = judged("a timestamp", INT96, new Thrift(), epoch, far, near, long_, negative);
        assertThat(judged.get(0)).isEqualTo("rejected, 5 rows");
        assertThat(judged.get(1)).startsWith("2 type a").endsWith("must have a year from 0001 to 9999");
        assertThat(judged.get(2)).startsWith("3 type a").endsWith("must have a year from 0001 to 9999");
        assertThat(judged.get(3)).startsWith("4 type a").endsWith("from 00:00 to 23:59:59.999999");
        assertThat(judged.get(4)).startsWith("5 type a").endsWith("from 00:00 to 23:59:59.999999");
        assertThat(judged.get(5)).isEqualTo("1: 0");
    }

    @Test
    void timesBeyondADay() throws IOException {
        assertThat(judged("a time", INT32, time(1), le32(86_399_999), le32(86_400_000), le32(-1)))
                .containsExactly(
                        "rejected, 3 rows",
                        "2 type a [86400000 millis]: must be from 00:00 to 23:59:59.999999",
                        "3 type a [-1 millis]: must be from 00:00 to 23:59:59.999999",
                        "1: 86399999000");
    }

    @Test
    @Tag("H082")
    void decimalsOfMoreDigitsThanTheirTypeSays() throws IOException {
        assertThat(judged(
                        "a number physicalType='decimal(4,2)'",
                        INT64,
                        decimal(3, 1),
                        le64(999),
                        le64(1_000),
                        le64(Long.MIN_VALUE)))
                .containsExactly(
                        "rejected, 3 rows",
                        "2 type a [100.0]: must have 2 digits or less before the point",
                        "3 type a [-922337203685477580.8]: must have 2 digits or less before the point",
                        "1: 99.90");
    }

    @Test
    @Tag("H082")
    void decimalsOfMillionsOfBytes() throws IOException {
        byte[] big = new byte[10_000_000];
        Arrays.fill(big, (byte) 7);
        byte[] padded = new byte[10_000_000];
        padded[padded.length - 1] = 42;
        assertThat(judged(
                        "a number",
                        BYTE_ARRAY,
                        decimal(20, 2),
                        join(le32(big.length), big),
                        join(le32(padded.length), padded),
                        join(le32(0)),
                        join(le32(1), new byte[] {-1})))
                .containsExactly(
                        "rejected, 4 rows",
                        "1 type a [a number of 10000000 bytes]: must have 20 digits or less before the point",
                        "2: 0.420000000000000000",
                        "3: 0.000000000000000000",
                        "4: -0.010000000000000000");
    }

    /// As Arrow's C++ writes decimals of 1 to 6 digits.
    @Test
    void shortDecimalsInADictionary() throws IOException {
        byte[] ids = join(allThere(3), new byte[] {1}, ParquetBytes.run(1, 0, 1), ParquetBytes.run(2, 1, 1));
        for (int length = 1; length <= 3; length++) {
            byte[] value = new byte[length];
            Arrays.fill(value, (byte) -1);
            byte[] other = new byte[length];
            other[length - 1] = 125;
            byte[] dictionary = ParquetBytes.dictionary(2, join(other, value), 2 * length);
            Column column = Column.of("a", FIXED, join(dictionary, page(3, 8, ids)))
                    .with(decimal(2, 2).i32(2, length));
            assertThat(ParquetCase.of("a number physicalType='decimal(5,2)'")
                            .judged(FileBytes.of(new ParquetBytes(3).add(column).done())))
                    .containsExactly("valid, 3 rows", "1: 1.25", "2: -0.01", "3: -0.01");
        }
    }

    @Test
    void decimalsInFixedBytes() throws IOException {
        byte[] most = new byte[16];
        Arrays.fill(most, (byte) -1);
        most[0] = 0x7F;
        byte[] least = new byte[16];
        least[0] = -128;
        byte[] minusOne = new byte[16];
        Arrays.fill(minusOne, (byte) -1);
        assertThat(judged(
                        "a number physicalType='decimal(38,0)'",
                        FIXED,
                        decimal(38, 0).i32(2, 16),
                        most,
                        least,
                        minusOne))
                .containsExactly(
                        "rejected, 3 rows",
                        "1 type a [170141183460469231731687303715884105727]:"
                                + " must have 38 digits or less before the point",
                        "2 type a [-170141183460469231731687303715884105728]:"
                                + " must have 38 digits or less before the point",
                        "3: -1");
    }

    /// @param page of two whole numbers
    private static List<String> judgedPage(byte[] page) throws IOException {
        byte[] file = new ParquetBytes(2).add(Column.of("a", INT64, page)).done();
        return ParquetCase.of("a integer").judged(FileBytes.of(file));
    }

    @Test
    void valuesBehindRepetitionLevelsThatAFlatColumnDoesNotNeed() throws IOException {
        byte[] page = ParquetBytes.pageV2(
                2, 1, ParquetBytes.run(2, 0, 1), join(ParquetBytes.run(1, 0, 1), ParquetBytes.run(1, 1, 1)), le64(7));
        assertThat(judgedPage(page)).containsExactly("valid, 2 rows", "1: null", "2: 7");
    }

    /// fastparquet leaves room for values that are missing.
    @Test
    void valuesBeforeZerosThatAreNone() throws IOException {
        byte[] page = ParquetBytes.page(
                2, 0, join(le32(4), ParquetBytes.run(1, 0, 1), ParquetBytes.run(1, 1, 1), le64(7), le64(0)));
        assertThat(judgedPage(page)).containsExactly("valid, 2 rows", "1: null", "2: 7");
    }

    @Test
    void numbersThatAreNotFinite() throws IOException {
        assertThat(judged(
                        "a number physicalType=double",
                        DOUBLE,
                        new Thrift(),
                        le64(Double.doubleToRawLongBits(Double.NaN)),
                        le64(Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY)),
                        le64(Double.doubleToRawLongBits(-0.0))))
                .containsExactly(
                        "rejected, 3 rows",
                        "1 type a [NaN]: must be a finite number",
                        "2 type a [-Infinity]: must be a finite number",
                        "3: -0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "i8, 127, -129",
        "i32, -2147483648, 2147483648",
        "u8, 255, -1",
        "u32, 4294967295, 4294967296",
    })
    void numbersOfMoreBitsThanTheContractHas(String format, long good, long bad) throws IOException {
        List<String> judged = judged("a integer format=" + format, INT64, new Thrift(), le64(good), le64(bad));
        assertThat(judged.get(0)).isEqualTo("rejected, 2 rows");
        assertThat(judged.get(1))
                .startsWith("2 type a [" + bad + "]: must be from ")
                .endsWith("(" + format + ")");
        assertThat(judged.get(2)).isEqualTo("1: " + good);
    }

    @Test
    void unsignedNumbersBeyondALong() throws IOException {
        Thrift unsigned = new Thrift().i32(6, 14);
        assertThat(judged("a integer", INT64, unsigned, le64(Long.MAX_VALUE), le64(-1)))
                .containsExactly(
                        "rejected, 2 rows",
                        "2 type a [18446744073709551615]: must be from -9223372036854775808 to 9223372036854775807 (i64)",
                        "1: 9223372036854775807");
        assertThat(judged("a number physicalType='decimal(20,0)'", INT64, unsigned, le64(-1)))
                .containsExactly("valid, 1 rows", "1: 18446744073709551615");
    }

    @Test
    void textsThatAreNoUtf8OrHaveNul() throws IOException {
        byte[] latin1 = "é".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(judged("a string", BYTE_ARRAY, UTF8, join(le32(1), latin1), text("a\0b"), text(""), text("é")))
                .containsExactly(
                        "rejected, 4 rows",
                        "1 encoding a [�]: must be UTF-8",
                        "2 nul-byte a [a\\u0000b]: must not have a NUL byte",
                        "3: ''",
                        "4: 'é'");
    }

    @Test
    void localTimesThatClocksSkipped() throws IOException {
        long skipped = 1_774_751_400_000_000L;
        assertThat(judged(
                        "a timestamp defaultTimezone=Europe/Berlin",
                        INT64,
                        timestamp(2, false),
                        le64(skipped),
                        le64(skipped - 3_600_000_000L)))
                .containsExactly(
                        "rejected, 2 rows",
                        "1 type a [2026-03-29T02:30]: names a time that clocks in Europe/Berlin skipped",
                        "2: 1774744200000000");
    }

    @Test
    void breakTheContractsRulesAsTextsDo() throws IOException {
        assertThat(judged("a integer! minimum=5 multipleOf=5", INT64, new Thrift(), le64(5), le64(4), le64(6)))
                .containsExactly(
                        "rejected, 3 rows",
                        "2 minimum a [4]: must be 5 or more",
                        "2 multiple-of a [4]: must be a multiple of 5",
                        "3 multiple-of a [6]: must be a multiple of 5",
                        "1: 5");
        assertThat(judged("a string maxLength=2 pattern=^x", BYTE_ARRAY, UTF8, text("xxx"), text("y"), text("x")))
                .containsExactly(
                        "rejected, 3 rows",
                        "1 max-length a [xxx]: must have 2 characters or less",
                        "2 pattern a [y]: must match the pattern ^x",
                        "3: 'x'");
    }

    @Test
    @Tag("H082")
    void areJudgedByThemselvesWhateverStatisticsSay() throws IOException {
        Thrift lies = new Thrift()
                .i64(3, 1)
                .binary(5, le64(9))
                .binary(6, le64(5))
                .bool(7, true)
                .bool(8, true);
        byte[] oneMissing = join(le32(4), ParquetBytes.run(1, 0, 1), ParquetBytes.run(1, 1, 1), le64(1_000));
        byte[] file = new ParquetBytes(2)
                .add(Column.of("a", INT64, page(2, 0, oneMissing)).stating(lies))
                .done();
        ParquetCase contract = ParquetCase.of("a integer! maximum=10");
        assertThat(contract.judged(FileBytes.of(file)))
                .containsExactly(
                        "rejected, 2 rows",
                        "1 required a: must have a value",
                        "2 maximum a [1000]: must be 10 or less");
    }
}
