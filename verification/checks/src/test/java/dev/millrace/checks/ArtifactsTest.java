package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `sam build` makes runs on the processor that the template names.
class ArtifactsTest {
    @TempDir
    private Path folder = Path.of(".");

    private static String found(String file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern)
                .matcher(Files.readString(Checkout.root().resolve(file)));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void areForTheTemplatesOwnArchitectureUnlessSaidOtherwise() throws IOException {
        assertThat(found("Makefile", "(?m)^ARCHITECTURE \\?= (\\w+)$"))
                .isEqualTo(found("template.yaml", "\n  Architecture:\n(?:    .*\n)*?    Default: (\\w+)\n"));
    }

    /// Deployed by AWS SAM alone, with parameters that have new values.
    @Test
    void areToldApartByALiteralThatTheTemplateHasOnce() throws Exception {
        Path template = folder.resolve("template.yaml");
        Files.copy(Checkout.root().resolve("template.yaml"), template);

        assertThat(settings(template)).isZero();
        String first = Files.readString(template);
        assertThat(settings(template)).isZero();

        assertThat(first).containsPattern("\n {8}MILLRACE_SETTINGS: at-[0-9]+\n");
        assertThat(template).content().isNotEqualTo(first);
        assertThat(first.replaceFirst("MILLRACE_SETTINGS: .*", "MILLRACE_SETTINGS: none"))
                .isEqualTo(Files.readString(Checkout.root().resolve("template.yaml")));
        Files.writeString(template, "Resources: {}\n");
        assertThat(settings(template)).isPositive();
    }

    private static int settings(Path template) throws Exception {
        return new ProcessBuilder(
                        "python3", Checkout.root().resolve("tools/settings.py").toString(), template.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    @ParameterizedTest
    @CsvSource({"arm64, libduckdb_java.so_linux_arm64", "x86_64, libduckdb_java.so_linux_amd64"})
    void haveTheLibraryOfOneProcessorBesideItsJar(String architecture, String library) throws Exception {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.write(lib.resolve("duckdb.jar"), jar());
        Path target = folder.resolve("target");

        Process explode = new ProcessBuilder(
                        "python3",
                        Checkout.root().resolve("tools/explode.py").toString(),
                        Files.createDirectories(folder.resolve("classes")).toString(),
                        lib.toString(),
                        target.toString(),
                        architecture)
                .inheritIO()
                .start();

        assertThat(explode.waitFor()).isZero();
        assertThat(target.resolve("lib").resolve(library)).hasContent(library);
        try (ZipFile jar = new ZipFile(target.resolve("lib/duckdb.jar").toFile());
                Stream<Path> files = Files.list(target.resolve("lib"))) {
            assertThat(jar.stream().map(ZipEntry::getName)).containsExactly("org/duckdb/DuckDBDriver.class");
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("duckdb.jar", library);
        }
    }

    /// With the names that the driver's jar has; each entry holds its name.
    private static byte[] jar() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new ZipOutputStream(bytes)) {
            for (String name : List.of(
                    "org/duckdb/DuckDBDriver.class",
                    "libduckdb_java.so_linux_amd64",
                    "libduckdb_java.so_linux_arm64",
                    "libduckdb_java.so_macos_arm64",
                    "libduckdb_java.so_windows_amd64")) {
                jar.putNextEntry(new ZipEntry(name));
                jar.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
