package dev.millrace.judging.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Contracts;
import dev.millrace.contract.DataContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/// Keys that do not fit into memory are told apart as those that do.
class KeyIndexTest {
    private Path folder = Path.of(".");

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("key-index-");
    }

    @AfterTry
    void nothingIsLeftOnDisk() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        Files.delete(folder);
    }

    @Property(tries = 40)
    void tellsEachRowButOneOfEachKey(
            @ForAll @IntRange(min = 1, max = 20_000) int rows,
            @ForAll @IntRange(min = 1, max = 20_000) int keys,
            @ForAll @IntRange(min = 1_024, max = 300_000) int bytes,
            @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        Map<Long, Set<Long>> linesByKey = new HashMap<>();
        Map<Long, Long> keyByLine = new HashMap<>();
        Set<Long> told = new HashSet<>();
        try (KeyIndex index = new KeyIndex(folder, bytes, (line, other, late) -> {
            assertThat(keyByLine.get(line)).isEqualTo(keyByLine.get(other));
            assertThat(other).isLessThan(line);
            assertThat(told.add(line)).isTrue();
        })) {
            SipHash hash = new SipHash(seed, 1);
            for (long line = 1; line <= rows; line++) {
                long key = random.nextInt(keys);
                linesByKey.computeIfAbsent(key, none -> new HashSet<>()).add(line);
                keyByLine.put(line, key);
                hash.begin();
                hash.add(key);
                index.add(hash.end(), hash.high(), line);
            }
            index.finish();
        }
        assertThat(told).hasSize(rows - linesByKey.size());
    }

    @Property(tries = 20)
    void judgesAlikeWhateverFitsIntoMemory(
            @ForAll @IntRange(min = 1, max = 5_000) int rows,
            @ForAll @IntRange(min = 1, max = 10_000) int keys,
            @ForAll long seed)
            throws IOException {
        DataContract contract = Contracts.of(
                "id integer! primaryKey",
                "text string unique severity=warn",
                "quality {metric: duplicateValues, arguments: {properties: [id, text]}, mustBe: 0}");
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder("id,text\n");
        for (int i = 0; i < rows; i++) {
            int text = random.nextInt(keys);
            file.append(random.nextInt(keys))
                    .append(',')
                    .append(text == 0 ? "" : "text no. " + text)
                    .append('\n');
        }
        FileBytes bytes = FileBytes.of(file.toString().getBytes(StandardCharsets.UTF_8));
        Verdict inMemory = FileJudge.judge(contract, bytes, JudgingResources.usual(), RowSink.none());
        Verdict onDisk = FileJudge.judge(contract, bytes, new JudgingResources(folder, 1_024, null), RowSink.none());
        assertThat(onDisk.findings().counts()).isEqualTo(inMemory.findings().counts());
        assertThat(onDisk.findings().first()).hasSameSizeAs(inMemory.findings().first());
        assertThat(List.of(onDisk.rows(), onDisk.bytes())).isEqualTo(List.of(inMemory.rows(), inMemory.bytes()));
        assertThat(onDisk).hasSameClassAs(inMemory);
    }
}
