package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ParquetMutantsTest {
    private static final ParquetCase CONTRACT = ParquetCase.of(
            "a integer", "s string", "c0 integer", "f number physicalType=double", "b boolean", "d number");

    @Provide
    Arbitrary<String> options() {
        return Arbitraries.of(ParquetMutants.OPTIONS);
    }

    @Property(tries = 1_000)
    void anyChangeOfBytesGivesAVerdict(@ForAll @From("options") String options, @ForAll long seed) throws IOException {
        byte[] mutant = HostileParquetMain.mutant(ParquetMutants.good(options), new Random(seed));

        assertThat(CONTRACT.judge(FileBytes.of(mutant))).isNotNull();
    }

    @Property(tries = 300)
    void anyBeginningGivesAVerdict(@ForAll @From("options") String options, @ForAll long seed) throws IOException {
        byte[] good = ParquetMutants.good(options);
        byte[] beginning = Arrays.copyOf(good, new Random(seed).nextInt(good.length));

        assertThat(CONTRACT.judge(FileBytes.of(beginning))).isInstanceOf(Verdict.Rejected.class);
    }
}
