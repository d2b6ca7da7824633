package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No file needs more memory than a small function has, and none is without a verdict.
class ParquetMemoryTest {
    @TempDir
    Path folder;

    @Test
    @Tag("H077")
    @Tag("H078")
    @Tag("H079")
    void judgesAllHostileFilesAndTheirLikesIn512Megabytes() throws IOException, InterruptedException {
        int files = 0;
        for (HostileParquet hostile : HostileParquet.all().toList()) {
            try (var in = hostile.file().open()) {
                Files.copy(in, folder.resolve(files++ + ".parquet"));
            }
        }
        for (String options : ParquetMutants.OPTIONS) {
            Files.write(folder.resolve(files++ + ".parquet"), ParquetMutants.good(options));
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HostileParquetMain.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).contains("judged " + files);
        assertThat(process.waitFor()).isZero();
    }
}
