package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        return tool("settings.py", template.toString());
    }

    /// What a program in tools ends with.
    private static int tool(String name, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add("python3");
        command.add(Checkout.root().resolve("tools").resolve(name).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @ParameterizedTest
    @CsvSource({"arm64, libduckdb_java.so_linux_arm64", "x86_64, libduckdb_java.so_linux_amd64"})
    void haveTheLibraryOfOneProcessorBesideItsJar(String architecture, String library) throws Exception {
        Path lib = exploded(
                architecture,
                "org/duckdb/DuckDBDriver.class",
                "libduckdb_java.so_linux_amd64",
                "libduckdb_java.so_linux_arm64",
                "libduckdb_java.so_macos_arm64",
                "libduckdb_java.so_windows_amd64");

        assertThat(lib.resolve(library)).hasContent(library);
        assertThat(entries(lib)).containsExactly("org/duckdb/DuckDBDriver.class");
        try (Stream<Path> files = Files.list(lib)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("some.jar", library);
        }
    }

    @ParameterizedTest
    @CsvSource({"arm64, linux/aarch64/libzstd-jni-1.5.7-6.so", "x86_64, linux/amd64/libzstd-jni-1.5.7-6.so"})
    void haveNothingThatNeverRuns(String architecture, String library) throws Exception {
        Path lib = exploded(
                architecture,
                "com/github/luben/zstd/Zstd.class",
                "darwin/aarch64/libzstd-jni-1.5.7-6.dylib",
                "linux/aarch64/libzstd-jni-1.5.7-6.so",
                "linux/amd64/libzstd-jni-1.5.7-6.so",
                "linux/s390x/libzstd-jni-1.5.7-6.so",
                "org/apache/hadoop/conf/Configuration.class",
                "org/apache/hadoop/ipc/Server.class",
                "org/locationtech/jts/io/ParseException.class",
                "org/locationtech/jts/triangulate/Segment.class",
                "META-INF/maven/x/pom.xml",
                "META-INF/X.RSA");

        assertThat(entries(lib))
                .containsExactly(
                        "com/github/luben/zstd/Zstd.class",
                        library,
                        "org/apache/hadoop/conf/Configuration.class",
                        "org/locationtech/jts/io/ParseException.class");
    }

    /// The jars of a function, which came with one that has these entries.
    private Path exploded(String architecture, String... entries) throws Exception {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.write(lib.resolve("some.jar"), jar(List.of(entries)));
        Path target = folder.resolve("target");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        assertThat(tool("explode.py", classes.toString(), lib.toString(), target.toString(), architecture))
                .isZero();
        return target.resolve("lib");
    }

    private static List<String> entries(Path lib) throws IOException {
        try (ZipFile jar = new ZipFile(lib.resolve("some.jar").toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    /// Each entry holds its name.
    private static byte[] jar(List<String> names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new ZipOutputStream(bytes)) {
            for (String name : names) {
                jar.putNextEntry(new ZipEntry(name));
                jar.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
