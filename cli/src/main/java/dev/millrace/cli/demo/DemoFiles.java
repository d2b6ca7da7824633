package dev.millrace.cli.demo;

import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The demo's files: three that nobody here wrote (of the public package vega_datasets), and three broken copies of
/// them.
final class DemoFiles {
    /// Where the broken copy has a word for a number.
    static final int BROKEN_LINE = 100;

    private final Path samples;
    private final Path folder;

    /// @param samples folder of the public files
    /// @param folder where broken copies are written
    DemoFiles(Path samples, Path folder) {
        this.samples = samples;
        this.folder = folder;
    }

    /// A file and where it is dropped.
    ///
    /// @param what it is there to show
    record Drop(Path file, String key, boolean good, String what) {}

    List<Drop> all() {
        return List.of(
                new Drop(samples.resolve("airports.csv"), "airports/airports.csv", true, "as published"),
                new Drop(
                        samples.resolve("seattle-weather.csv"),
                        "seattle-weather/seattle-weather.csv",
                        true,
                        "as published"),
                new Drop(samples.resolve("us-employment.csv"), "us-employment/us-employment.csv", true, "as published"),
                new Drop(
                        wrongType(),
                        "seattle-weather/wrong-type.csv",
                        false,
                        "a word for a number on line " + BROKEN_LINE),
                new Drop(missingColumn(), "airports/missing-column.csv", false, "its column 'state' is missing"),
                new Drop(
                        samples.resolve("airports.csv"),
                        "unknown/airports.csv",
                        false,
                        "a key that no contract matches"));
    }

    private Path wrongType() {
        List<String> lines = new ArrayList<>(lines("seattle-weather.csv"));
        String[] cells = lines.get(BROKEN_LINE - 1).split(",", -1);
        cells[2] = "warm";
        lines.set(BROKEN_LINE - 1, String.join(",", cells));
        return write("wrong-type.csv", lines);
    }

    private Path missingColumn() {
        int column = List.of(lines("airports.csv").getFirst().split(",", -1)).indexOf("state");
        if (column < 0) {
            throw new UserError(
                    "The sample airports.csv has no column 'state'. Is vega_datasets 0.9.0 in the toolbox?");
        }
        // Only its header loses the column: cells may hold quoted commas, and the header alone decides.
        List<String> lines = new ArrayList<>(lines("airports.csv"));
        List<String> header = new ArrayList<>(List.of(lines.getFirst().split(",", -1)));
        header.remove(column);
        lines.set(0, String.join(",", header));
        return write("missing-column.csv", lines);
    }

    private List<String> lines(String name) {
        try (Stream<String> lines = Files.lines(samples.resolve(name))) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The sample " + name + " cannot be read", e);
        }
    }

    private Path write(String name, List<String> lines) {
        Path file = folder.resolve(name);
        try {
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
