package dev.millrace.formats.parquet;

import static dev.millrace.formats.parquet.HostileParquet.h;
import static dev.millrace.formats.parquet.ParquetBytes.INT64;
import static dev.millrace.formats.parquet.ParquetBytes.ascii;
import static dev.millrace.formats.parquet.ParquetBytes.filled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Schemas that cannot be.
final class HostileParquetSchemas {
    private static final int MIB = 1 << 20;

    private HostileParquetSchemas() {}

    static Stream<HostileParquet> schemas() {
        byte[] deepThrift = new byte[100_000];
        Arrays.fill(deepThrift, (byte) 0x1C);
        return Stream.of(
                h("H078", "a million columns that are said", columnsSaid(1_000_000), "at most 10000 are read"),
                h("H078", "a million columns that are there", columns(1_000_000), "at most 10000 are read"),
                h("H078", "5,000 columns", columns(5_000), "more than 1200 columns"),
                h("H078", "a schema 1,000 deep", deepSchema(), "nested more than 64 deep"),
                h("H078", "a column with children", schema(root(1), leaf("a").i32(5, 1)), "a column with children"),
                h(
                        "H078",
                        "a group that is its own child",
                        schema(root(1), group("g", 1)),
                        "more children than there are"),
                h("H078", "a group without children", schema(root(1), group("g", 0)), "a group without children"),
                h("H078", "a group of -1 children", schema(root(1), group("g", -1)), "a group without children"),
                h(
                        "H078",
                        "2 billion children",
                        schema(root(Integer.MAX_VALUE), leaf("a")),
                        "more children than there are"),
                h("H078", "a column after the last", schema(root(1), leaf("a"), leaf("b")), "after its last column"),
                h("H078", "no schema", ParquetBytes.file(new Thrift().i64(3, 0)), "no schema"),
                h("H078", "an empty schema", schema(), "no schema"),
                h("H078", "a type that there is not", schema(root(1), leaf("a").i32(1, 77)), "not known: 77"),
                h("H078", "values of 2 GB", schema(root(1), leaf("a").i32(1, 7).i32(2, -5)), "values of -5 bytes"),
                h(
                        "H078",
                        "a number where a text must be",
                        schema(root(1), leaf("a").i32(4, 1)),
                        "wrong type"),
                h("H078", "Thrift nested 100,000 deep", file(deepThrift), "nested too deeply"),
                h("H078", "Thrift with a number without end", file(filled(0x15, 0xFF, 64)), "too many digits"),
                h(
                        "H078",
                        "Thrift with a type that there is not",
                        file(filled(0x1E, 0x0E, 64)),
                        "type that is not known"));
    }

    private static byte[] file(byte[] footer) {
        return ParquetBytes.file(ascii("PAR1"), footer);
    }

    private static Thrift group(String name, int children) {
        return new Thrift().i32(3, 1).text(4, name).i32(5, children);
    }

    private static byte[] schema(Thrift... elements) {
        return ParquetBytes.file(new Thrift().structs(2, List.of(elements)).i64(3, 0));
    }

    private static byte[] columnsSaid(long declared) {
        return file(
                new Thrift().structsBegin(2, declared).raw(new byte[2 * MIB]).open());
    }

    private static byte[] columns(int count) {
        List<Thrift> elements = new ArrayList<>(List.of(root(count)));
        IntStream.range(0, count).forEach(i -> elements.add(leaf("")));
        return schema(elements.toArray(Thrift[]::new));
    }

    private static byte[] deepSchema() {
        List<Thrift> elements = new ArrayList<>(List.of(root(1)));
        IntStream.range(0, 1_000).forEach(i -> elements.add(group("g" + i, 1)));
        elements.add(leaf("a"));
        return schema(elements.toArray(Thrift[]::new));
    }

    static Thrift root(int children) {
        return new Thrift().text(4, "schema").i32(5, children);
    }

    static Thrift leaf(String name) {
        return new Thrift().i32(1, INT64).i32(3, 1).text(4, name);
    }
}
