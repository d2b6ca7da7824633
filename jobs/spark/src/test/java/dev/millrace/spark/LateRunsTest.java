package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that come when their batch is over, or again: none of them changes the table.
@Tag("H102")
class LateRunsTest {
    private static final String RUN1 = "20261101T020000Z";
    private static final String RUN2 = "20261102T020000Z";
    private static final String RUN3 = "20261103T020000Z";
    private static final Instant DAY1 = Instant.parse("2026-10-31T10:00:00Z");
    private static final Instant DAY2 = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant DAY3 = Instant.parse("2026-11-02T10:00:00Z");
    private static final String OVER = "Batch %s of dataset orders is over";

    private final InMemoryCatalog catalog = new InMemoryCatalog();

    @TempDir
    Path folder;

    private TestLake lake() {
        return new TestLake(folder, TestLake.yaml("""
                        - {name: id, logicalType: integer, required: true, primaryKey: true}
                        - {name: country, logicalType: string, required: true, partitioned: true}
                        """, "- {property: millrace.onNewVersion, value: replace}"), catalog);
    }

    @Test
    void eachOldManifestThatIsRunAgainAfterEachLaterBatchChangesNothing() throws IOException {
        TestLake lake = lake();
        Map<String, InputFile> runs = new LinkedHashMap<>();
        runs.put(RUN1, lake.stage(RUN1, "v1", DAY1, "id,country\n1,NL\n2,BE\n"));
        runs.put(RUN2, lake.stage(RUN2, "v2", DAY2, "id,country\n1,NL\n3,DE\n", "v1"));
        runs.put(RUN3, lake.stage(RUN3, "other", DAY3, "id,country\n4,NL\n5,FR\n"));
        Set<String> ingested = new TreeSet<>();
        Map<String, InputFile> over = new TreeMap<>();
        for (Map.Entry<String, InputFile> run : runs.entrySet()) {
            lake.curate(run.getKey(), run.getValue());
            lake.close(run.getKey());
            over.put(run.getKey(), run.getValue());
            ingested.add(run.getValue().oid());
            run.getValue().replaces().forEach(ingested::remove);
            List<String> rows = lake.rows();
            assertThat(lake.oids()).isEqualTo(ingested);
            for (Map.Entry<String, InputFile> old : over.entrySet()) {
                assertThatThrownBy(() -> lake.curate(old.getKey(), old.getValue()))
                        .isInstanceOf(JobFailure.class)
                        .hasMessageContaining(OVER, old.getKey())
                        .hasMessageContaining("nothing was changed")
                        .hasMessageContaining("Start no run by hand");
                assertThat(lake.rows()).isEqualTo(rows);
            }
        }
    }

    @Test
    void doesNotBeginNorUndoWhenItsBatchIsOver() throws IOException {
        TestLake lake = lake();
        lake.curate(RUN1, lake.stage(RUN1, "v1", DAY1, "id,country\n1,NL\n"));
        InputFile late = lake.stage(RUN2, "v2", DAY2, "id,country\n1,NL\n", "v1");
        lake.close(RUN2);
        assertThatThrownBy(() -> lake.curate(RUN2, null, List.of(RUN1), late)).hasMessageContaining(OVER, RUN2);
        assertThat(lake.oids()).containsExactly("v1");
        assertThat(Files.exists(folder.resolve("lake/orders/_runs/" + RUN1 + ".json")))
                .isTrue();
    }

    @Test
    void judgesNothingWhenItsBatchIsOver() throws IOException {
        TestLake lake = lake();
        lake.close(RUN1);
        RunManifest judge = lake.manifest(RunManifest.JUDGE, RUN1, null, List.of(), List.of());
        assertThatThrownBy(() -> lake.run(judge, new FolderFiles(folder))).hasMessageContaining(OVER, RUN1);
    }

    @Test
    void switchesNothingWhenItsBatchEndsWhileItWorks() throws IOException {
        TestLake lake = lake();
        lake.curate(RUN1, lake.stage(RUN1, "v1", DAY1, "id,country\n1,NL\n"));
        InputFile late = lake.stage(RUN2, "v2", DAY2, "id,country\n1,NL\n2,BE\n", "v1");
        catalog.onRead(() -> lake.close(RUN2));
        catalog.onPlace(() -> {
            throw new AssertionError("A partition was switched");
        });
        assertThatThrownBy(() -> lake.curate(RUN2, late)).hasMessageContaining(OVER, RUN2);
        assertThat(lake.oids()).containsExactly("v1");
        assertThat(Files.exists(folder.resolve("lake/orders/_runs/" + RUN2 + ".json")))
                .isFalse();
        assertThat(Files.exists(folder.resolve("results/orders/" + RUN2 + "/curate.json")))
                .isFalse();
    }

    @Test
    void switchesBackWhenItsBatchEndsWhileItSwitches() throws IOException {
        TestLake lake = lake();
        lake.curate(RUN1, lake.stage(RUN1, "v1", DAY1, "id,country\n1,NL\n"));
        List<String> before = lake.rows();
        InputFile late = lake.stage(RUN2, "v2", DAY2, "id,country\n1,NL\n2,BE\n", "v1");
        catalog.onPlace(() -> lake.close(RUN2));
        assertThatThrownBy(() -> lake.curate(RUN2, late))
                .hasMessageContaining(OVER, RUN2)
                .hasMessageContaining("2 partitions were switched back");
        assertThat(lake.rows()).isEqualTo(before);
        assertThat(Files.exists(folder.resolve("results/orders/" + RUN2 + "/curate.json")))
                .isFalse();
    }

    @Test
    void switchesNothingThatAnotherHasSwitchedMeanwhile() throws IOException {
        TestLake lake = lake();
        lake.curate(RUN1, lake.stage(RUN1, "v1", DAY1, "id,country\n1,NL\n"));
        InputFile slow = lake.stage(RUN2, "v2", DAY2, "id,country\n2,NL\n");
        InputFile other = lake.stage(RUN3, "v3", DAY3, "id,country\n3,NL\n");
        TestLake meanwhile = lake();
        catalog.onRead(() -> catalog.onLakeRead(() -> {
            catalog.onRead(() -> {});
            catalog.onLakeRead(() -> {});
            curate(meanwhile, other);
        }));
        assertThatThrownBy(() -> lake.curate(RUN2, slow))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("The partition [NL] of table orders was moved by somebody else");
        assertThat(lake.oids()).containsExactly("v1", "v3");
    }

    private static void curate(TestLake lake, InputFile file) {
        try {
            lake.curate(RUN3, file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void doesNothingASecondTimeBeforeItsBatchIsCommitted() throws IOException {
        TestLake lake = lake();
        InputFile file = lake.stage(RUN1, "v1", DAY1, "id,country\n1,NL\n");
        lake.curate(RUN1, file);
        List<String> files = lake.files("lake/orders");
        catalog.onPlace(() -> {
            throw new AssertionError("A partition was switched");
        });
        assertThat(lake.curate(RUN1, file).rowsRead()).isOne();
        assertThat(lake.files("lake/orders")).isEqualTo(files);
        assertThat(lake.oids()).containsExactly("v1");
    }
}
