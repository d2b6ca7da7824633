package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that Parquet's own library writes, read as DuckDB reads them.
class ParquetByItsLibraryTest {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message things {
              optional int32 i;
              required int64 l;
              optional int32 day (DATE);
              optional int64 moment (TIMESTAMP(MILLIS,true));
              optional int32 clock (TIME(MILLIS,false));
              optional int96 legacy;
              optional boolean b;
              optional float f;
              required double g;
              optional fixed_len_byte_array(6) d (DECIMAL(13,3));
              optional binary e (DECIMAL(20,2));
              optional fixed_len_byte_array(16) id (UUID);
              required binary name (STRING);
              optional binary kind (ENUM);
            }
            """);

    private static final ParquetCase THINGS = ParquetCase.of(
            "i integer format=i32",
            "l integer!",
            "day date",
            "moment timestamp",
            "clock time",
            "legacy timestamp",
            "b boolean",
            "f number physicalType=real",
            "g number! physicalType=double",
            "d number physicalType='decimal(13,3)'",
            "e number physicalType='decimal(38,2)'",
            "id string format=uuid",
            "name string!",
            "kind string");

    record Way(String text, WriterVersion version, boolean dictionary, boolean split, int pageRows, int pageBytes) {
        @Override
        public String toString() {
            return text;
        }
    }

    static Stream<Way> ways() {
        WriterVersion v1 = WriterVersion.PARQUET_1_0;
        WriterVersion v2 = WriterVersion.PARQUET_2_0;
        return Stream.of(
                new Way("pages of version 1, dictionaries", v1, true, false, 20_000, 1 << 20),
                new Way("pages of version 1, plain", v1, false, false, 20_000, 1 << 20),
                new Way("pages of version 1 of few rows, split", v1, false, true, 100, 1 << 20),
                new Way("pages of version 2, dictionaries", v2, true, false, 20_000, 1 << 20),
                new Way("pages of version 2, differences", v2, false, false, 20_000, 1 << 20),
                new Way("pages of version 2 of few rows", v2, false, false, 77, 1 << 20),
                new Way("pages of version 2 of few bytes, split", v2, false, true, 20_000, 200));
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("ways")
    void areReadAsDuckDbReadsThem(Way way) throws IOException, SQLException {
        Path file = folder.resolve("things.parquet");
        write(file, way, 5_000);
        try (DuckDb duckdb = new DuckDb()) {
            List<String> expected = duckdb.rows("""
                    SELECT * REPLACE (date_diff('day', DATE '1970-01-01', day) AS day, epoch_us(moment) AS moment,
                      epoch_us(clock) AS clock, epoch_us(legacy) AS legacy, id::VARCHAR AS id, e::DECIMAL(38, 2) AS e)
                    FROM read_parquet('%s')
                    """.formatted(file));

            List<String> judged = THINGS.judged(file);

            assertThat(judged.get(0)).isEqualTo("valid, 5000 rows");
            assertThat(judged.subList(1, judged.size())).containsExactlyElementsOf(expected);
        }
    }

    private static void write(Path file, Way way, int rows) throws IOException {
        Random random = new Random(7);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(SCHEMA)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withWriterVersion(way.version())
                .withDictionaryEncoding(way.dictionary())
                .withByteStreamSplitEncoding(way.split())
                .withPageRowCountLimit(way.pageRows())
                .withPageSize(way.pageBytes())
                .withMinRowCountForPageSizeCheck(1)
                .withRowGroupSize(100_000L)
                .build()) {
            for (int i = 0; i < rows; i++) {
                writer.write(row(random, i));
            }
        }
    }

    private static Group row(Random random, int i) {
        Group row = new SimpleGroup(SCHEMA);
        row.add("l", random.nextBoolean() ? i : random.nextLong());
        row.add("g", random.nextDouble() * 1e9);
        row.add("name", "things/%06d/%s".formatted(i / 3, Integer.toHexString(random.nextInt(5_000))));
        if (random.nextInt(5) > 0) {
            row.add("i", random.nextInt());
            row.add("day", random.nextInt(-700_000, 2_900_000));
            row.add("moment", random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L));
        }
        if (random.nextInt(4) > 0) {
            row.add("clock", random.nextInt(86_400_000));
            row.add("legacy", int96(random.nextInt(2_300_000, 2_600_000), random.nextLong(86_400_000_000L) * 1_000));
            row.add("b", random.nextInt(10) > 0);
            row.add("f", random.nextFloat());
        }
        if (random.nextInt(3) > 0) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            row.add("id", Binary.fromConstantByteArray(id));
            row.add("kind", "kind " + random.nextInt(3));
            row.add("d", bigEndian(random.nextLong(-9_999_999_999_999L, 10_000_000_000_000L), 6));
            row.add("e", bigEndian(random.nextLong(), random.nextInt(8, 12)));
        }
        return row;
    }

    private static Binary int96(int julianDay, long nanos) {
        byte[] bytes = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(nanos)
                .putInt(julianDay)
                .array();
        return Binary.fromConstantByteArray(bytes);
    }

    private static Binary bigEndian(long number, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[length - 1 - i] = (byte) (number >> Math.min(63, 8 * i));
        }
        return Binary.fromConstantByteArray(bytes);
    }
}
