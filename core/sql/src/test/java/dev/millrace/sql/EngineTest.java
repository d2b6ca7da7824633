package dev.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.resources.SqlEngine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Rows go into the engine as they are, whatever their number and size, and it sees nothing else.
class EngineTest {
    private static final DataContract CONTRACT = Things.contract(List.of(
            "name: id, logicalType: integer",
            "name: price, logicalType: number, physicalType: 'decimal(20,3)'",
            "name: text, logicalType: string"));

    @Property(tries = 8)
    void countsAndSumsAsJavaDoes(@ForAll @IntRange(min = 0, max = 20_000) int rows, @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder("id,price,text\n");
        long ids = 0;
        long texts = 0;
        long characters = 0;
        BigDecimal prices = BigDecimal.ZERO;
        for (int i = 0; i < rows; i++) {
            long id = random.nextInt();
            BigDecimal price = BigDecimal.valueOf(random.nextLong(), 3);
            boolean hasText = random.nextInt(10) > 0;
            String text = "ü".repeat(random.nextInt(1 << random.nextInt(10)));
            file.append(id).append(',').append(price).append(',');
            file.append(hasText ? '"' + text + '"' : "").append('\n');
            ids += id;
            prices = prices.add(price);
            texts += hasText ? 1 : 0;
            characters += hasText ? text.length() : 0;
        }
        Path folder = Files.createTempDirectory("engine-test-");
        try (var session = Things.session(new DuckDbEngine(folder, SqlLimits.usual()), CONTRACT, file.toString())) {
            assertThat(session.answer("SELECT count(*) FROM things")).isEqualByComparingTo(BigDecimal.valueOf(rows));
            assertThat(session.answer("SELECT coalesce(sum(id), 0) FROM things"))
                    .isEqualByComparingTo(BigDecimal.valueOf(ids));
            assertThat(session.answer("SELECT coalesce(sum(price), 0) FROM things"))
                    .isEqualByComparingTo(prices);
            assertThat(session.answer("SELECT count(text) FROM things"))
                    .isEqualByComparingTo(BigDecimal.valueOf(texts));
            assertThat(session.answer("SELECT coalesce(sum(length(text)), 0) FROM things"))
                    .isEqualByComparingTo(BigDecimal.valueOf(characters));
        }
        Files.delete(folder);
    }

    /// 100 MB that cannot be packed, 10 kB a row.
    private static String largeTexts() {
        Random random = new Random(1);
        StringBuilder file = new StringBuilder("id,price,text\n");
        byte[] bytes = new byte[7_500];
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(bytes);
            file.append("1,1,")
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append('\n');
        }
        return file.toString();
    }

    @Test
    void putsOnDiskWhatDoesNotFitIntoMemory(@TempDir Path folder) throws Exception {
        var limits = new SqlLimits(64L << 20, 200L << 20, 1, Duration.ofSeconds(20), Duration.ofMinutes(1));
        try (var session = Things.session(new DuckDbEngine(folder, limits), CONTRACT, largeTexts())) {
            assertThat(session.answer("SELECT sum(length(text)) FROM things")).isEqualByComparingTo("100000000");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void hasNoAnswerWhenTheRowsFitNowhere(@TempDir Path folder) throws Exception {
        var limits = new SqlLimits(48L << 20, 16L << 20, 1, Duration.ofSeconds(20), Duration.ofMinutes(1));
        try (var session = Things.session(new DuckDbEngine(folder, limits), CONTRACT, largeTexts())) {
            assertThatThrownBy(() -> session.answer("SELECT count(*) FROM things"))
                    .isInstanceOf(SqlEngine.NoAnswer.class)
                    .hasMessage(
                            "the file's rows cannot be kept for it: they take more than the 48 MiB of memory and 16 MiB on disk "
                                    + "that rules in SQL have");
        }
        assertThat(folder).isEmptyDirectory();
    }

    /// DuckDB counts texts as memory only once it has taken them.
    @Test
    void takesTextsOfManyMegabytes(@TempDir Path folder) throws Exception {
        DataContract contract = Things.contract(
                List.of("name: text, logicalType: string"),
                List.of("property: millrace.maxRecordBytes, value: 16777216"));
        var limits = new SqlLimits(256L << 20, 256L << 20, 1, Duration.ofSeconds(20), Duration.ofMinutes(1));
        String file = "text\n" + ("x".repeat(16_000_000) + "\n").repeat(12);
        try (var session = Things.session(new DuckDbEngine(folder, limits), contract, file)) {
            assertThat(session.answer("SELECT count(*) FROM things WHERE length(text) = 16000000"))
                    .isEqualByComparingTo("12");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void hasNothingOfTheEnvironment(@TempDir Path folder) throws Exception {
        try (var session = Things.session(new DuckDbEngine(folder, SqlLimits.usual()), CONTRACT, "id,price,text\n")) {
            assertThat(session.answer("SELECT 1")).isEqualByComparingTo("1");
            assertThat(ProcessHandle.current().children())
                    .isNotEmpty()
                    .allSatisfy(child -> assertThat(Files.readString(Path.of("/proc/%d/environ".formatted(child.pid())))
                                    .split("\0"))
                            .allMatch(variable -> variable.matches("(MALLOC_ARENA_MAX|LC_ALL|PWD|OLDPWD|SHLVL|_)=.*")));
        }
    }

    @Test
    void doesNotStartWithoutItsFolder(@TempDir Path folder) {
        var engine = new DuckDbEngine(folder.resolve("none"), SqlLimits.usual());

        assertThatThrownBy(() -> engine.open(CONTRACT)).isInstanceOf(IOException.class);
    }

    @Test
    void saysWhyItDoesNotStart(@TempDir Path folder) {
        String home = System.getProperty("java.home");
        System.setProperty("java.home", "/nowhere");
        try {
            assertThatThrownBy(() -> new DuckDbEngine(folder, SqlLimits.usual()).open(CONTRACT))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The engine for rules in SQL does not start: ")
                    .hasMessageContaining("/nowhere/bin/java");
        } finally {
            System.setProperty("java.home", home);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
