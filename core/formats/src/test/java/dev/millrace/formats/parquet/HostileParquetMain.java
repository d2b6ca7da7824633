package dev.millrace.formats.parquet;

import dev.millrace.formats.FileOnDisk;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Judges all files of a folder, and some that are like them, in as little memory as this process is given.
public final class HostileParquetMain {
    private static final int MUTANTS = 150;

    /// Of a file that unpacks to hundreds of megabytes.
    private static final int FEW_MUTANTS = 5;

    private static final long SLOW_MILLIS = 150;
    private static final int MOST_MUTATED = 1 << 20;

    private HostileParquetMain() {}

    public static void main(String[] arguments) throws IOException {
        ParquetCase contract = contract();
        int files = 0;
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(Path.of(arguments[0]))) {
            for (Path path : folder) {
                judge(contract, path);
                files++;
            }
        }
        System.out.println("judged " + files);
    }

    /// One that has all columns of all files, and more.
    private static ParquetCase contract() {
        Stream<String> some =
                Stream.of("millrace.onSchemaChange=permissive", "millrace.maxExpansion=3000", "a integer", "s string");
        Stream<String> many = IntStream.range(0, 100).mapToObj(i -> "c" + i + " integer");
        return ParquetCase.of(Stream.concat(some, many).toArray(String[]::new));
    }

    private static void judge(ParquetCase contract, Path path) throws IOException {
        long start = System.nanoTime();
        try (FileOnDisk file = new FileOnDisk(path)) {
            contract.judge(file);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > 10_000) {
            throw new AssertionError("%s took %d ms".formatted(path, millis));
        }
        if (Files.size(path) <= MOST_MUTATED) {
            byte[] bytes = Files.readAllBytes(path);
            for (int i = 0; i < (millis > SLOW_MILLIS ? FEW_MUTANTS : MUTANTS); i++) {
                contract.judge(FileBytes.of(mutant(bytes, new Random(i))));
            }
        }
    }

    /// The same file with some of its bytes changed.
    static byte[] mutant(byte[] file, Random random) {
        byte[] mutant = file.clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            // Half of them near the end, where the footer is.
            int near = Math.min(mutant.length, 2_000);
            int at = random.nextBoolean() ? mutant.length - 1 - random.nextInt(near) : random.nextInt(mutant.length);
            mutant[at] = (byte) random.nextInt(256);
        }
        return mutant;
    }
}
