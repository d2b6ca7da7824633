package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.formats.VerdictText;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each is refused by one finding.
class HostileParquetTest {
    static List<HostileParquet> footers() {
        return HostileParquet.of("H077");
    }

    static List<HostileParquet> counts() {
        return HostileParquet.of("H078");
    }

    static List<HostileParquet> bombs() {
        return HostileParquet.of("H079");
    }

    @Test
    void theFileThatTheyAreMadeOfIsGood() throws IOException {
        ParquetCase contract = ParquetCase.of("a integer");
        assertThat(contract.judged(FileBytes.of(HostileParquet.good())))
                .containsExactly("valid, 2 rows", "1: 7", "2: 8");
    }

    @ParameterizedTest
    @MethodSource("footers")
    @Tag("H077")
    void refusesFootersThatCannotBe(HostileParquet hostile) {
        refuses(hostile);
    }

    @ParameterizedTest
    @MethodSource("counts")
    @Tag("H078")
    void refusesCountsThatLie(HostileParquet hostile) {
        refuses(hostile);
    }

    @ParameterizedTest
    @MethodSource("bombs")
    @Tag("H079")
    void refusesPagesThatGrow(HostileParquet hostile) {
        refuses(hostile);
    }

    private static void refuses(HostileParquet hostile) {
        Verdict verdict = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> hostile.contract().judge(hostile.file()));
        assertThat(VerdictText.of(verdict)).hasSize(2);
        assertThat(VerdictText.of(verdict).get(0)).startsWith("rejected").endsWith("stopped");
        assertThat(VerdictText.of(verdict).get(1)).contains(" parquet").contains(hostile.expected());
    }
}
