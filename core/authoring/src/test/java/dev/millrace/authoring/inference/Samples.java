package dev.millrace.authoring.inference;

import dev.millrace.contract.Column;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Samples in memory, and what is inferred from them.
final class Samples {
    private Samples() {}

    /// A header and rows, each made of its number from 0.
    static String table(String header, int rows, IntFunction<String> row) {
        return header + "\n" + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n"));
    }

    static InferenceOptions options() {
        return InferenceOptions.of("things.csv");
    }

    static InferenceOptions strict() {
        InferenceOptions usual = options();
        return new InferenceOptions(
                usual.file(), usual.dataset(), usual.format(), usual.delimiter(), usual.header(), usual.rows(), true);
    }

    static InferenceOptions rows(long rows) {
        InferenceOptions usual = options();
        return new InferenceOptions(
                usual.file(), usual.dataset(), usual.format(), usual.delimiter(), usual.header(), rows, false);
    }

    static InferenceOptions layout(Optional<Character> delimiter, Optional<Boolean> header) {
        InferenceOptions usual = options();
        return new InferenceOptions(
                usual.file(), usual.dataset(), Optional.of("csv"), delimiter, header, usual.rows(), false);
    }

    static Inferred.Written written(String text) {
        return written(text, options());
    }

    static Inferred.Written written(String text, InferenceOptions options) {
        return (Inferred.Written) infer(text, options);
    }

    static Inferred infer(String text, InferenceOptions options) {
        try {
            return Inference.infer(FileBytes.of(text.getBytes(StandardCharsets.UTF_8)), options);
        } catch (IOException e) {
            throw new AssertionError("Bytes in memory can always be read", e);
        }
    }

    /// The only column but a first one called `n`, of a table with these values.
    static Column column(String header, String... values) {
        String text = table("n," + header, values.length, i -> i + "," + values[i]);
        return written(text).contract().columns().get(1);
    }
}
