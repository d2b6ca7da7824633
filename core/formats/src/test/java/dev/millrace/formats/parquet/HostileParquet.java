package dev.millrace.formats.parquet;

import static dev.millrace.formats.parquet.ParquetBytes.INT64;
import static dev.millrace.formats.parquet.ParquetBytes.allThere;
import static dev.millrace.formats.parquet.ParquetBytes.join;
import static dev.millrace.formats.parquet.ParquetBytes.le64;
import static dev.millrace.formats.parquet.ParquetBytes.page;
import static dev.millrace.formats.parquet.ParquetBytes.text;

import dev.millrace.formats.parquet.ParquetBytes.Column;
import dev.millrace.judging.bytes.FileBytes;
import java.util.List;
import java.util.stream.Stream;

/// Parquet files that are made to do harm.
///
/// @param number in docs/hostile-inputs.md
/// @param expected what the one finding says
record HostileParquet(String number, String statement, ParquetCase contract, FileBytes file, String expected) {
    private static final ParquetCase A = ParquetCase.of("a integer");

    static Stream<HostileParquet> all() {
        return Stream.of(
                        HostileParquetFooters.footers(),
                        HostileParquetFooters.counts(),
                        HostileParquetSchemas.schemas(),
                        HostileParquetPages.pages(),
                        HostileParquetPages.codecs(),
                        HostileParquetBombs.bombs())
                .flatMap(cases -> cases);
    }

    static List<HostileParquet> of(String number) {
        return all().filter(hostile -> hostile.number().equals(number)).toList();
    }

    /// Two rows, 7 and 8.
    static byte[] good() {
        return new ParquetBytes(2).add(good("a")).done();
    }

    static Column good(String name) {
        return Column.of(name, INT64, page(2, 0, join(allThere(2), le64(7), le64(8))));
    }

    static HostileParquet h(String number, String text, byte[] file, String expected) {
        return new HostileParquet(number, text, A, FileBytes.of(file), expected);
    }

    @Override
    public String toString() {
        return statement;
    }
}
