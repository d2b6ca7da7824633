package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What was found bad: for each cell its row, from 1 without the header, and its column.
final class BadCells {
    private long[] rows = new long[1_024];
    private int[] columns = new int[1_024];
    private int count;

    void add(long row, int column) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count * 2);
            columns = Arrays.copyOf(columns, count * 2);
        }
        rows[count] = row;
        columns[count++] = column;
    }

    int count() {
        return count;
    }

    /// Writes one line for each, `row column`.
    void write(Path file, Variant variant) throws IOException {
        String lines = IntStream.range(0, count)
                .mapToObj(i -> rows[i] + " " + variant.column(columns[i]) + "\n")
                .collect(Collectors.joining());
        Files.writeString(file, lines);
    }
}
