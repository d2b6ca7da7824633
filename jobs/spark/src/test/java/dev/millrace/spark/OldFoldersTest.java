package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldFoldersTest {
    private static final String OLD = "20261101T020000Z";
    private static final String CURRENT = "20261102T020000Z";
    private static final String OWN = "20261103T020000Z";
    private static final String FUTURE = "20361104T020000Z";

    private final InMemoryCatalog catalog = new InMemoryCatalog();

    @TempDir
    Path folder;

    private TestLake lake;

    @BeforeEach
    void begin() {
        lake = new TestLake(
                folder,
                TestLake.yaml(
                        "- {name: country, logicalType: string, required: true, partitioned: true}",
                        "- {property: millrace.onNewVersion, value: append}"),
                catalog);
        for (String run : List.of(OLD, CURRENT, OWN, FUTURE)) {
            lake.write("lake/orders/run=" + run + "/country=NL/a.parquet", run);
        }
    }

    private void partition(String country, String place) {
        CatalogedTable table = new CatalogedTable(
                "orders",
                "orders",
                lake.uri("lake/orders/"),
                List.of(new CatalogColumn("_oid", "string")),
                List.of(new CatalogColumn("country", "string")));
        catalog.save("lake", table);
        // Glue and Spark write local URIs with one slash or three.
        catalog.place(
                "lake",
                table,
                List.of(new CatalogedPartition(List.of(country), lake.uri(place).replace("file:///", "file:/"))));
    }

    private List<String> left() throws IOException {
        Places places = new HadoopPlaces(TestSpark.SESSION.sessionState().newHadoopConf());
        RunManifest manifest = lake.manifest(RunManifest.CURATE, OWN, null, List.of(), List.of());
        new OldFolders(places, catalog, manifest, new Fence(places, catalog, manifest)).clear();
        try (var names = Files.list(folder.resolve("lake/orders"))) {
            return names.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("_runs"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void removesFoldersInWhichNoPartitionLies() throws IOException {
        partition("NL", "lake/orders/run=" + CURRENT + "/country=NL/");
        lake.write("lake/orders/country=BE/b.parquet", "loaded on arrival");
        lake.write("lake/orders/run=other/c.parquet", "no run");
        assertThat(left()).containsExactly("country=BE", "run=" + CURRENT, "run=" + OWN, "run=" + FUTURE, "run=other");
        assertThat(lake.files("lake/orders/run=" + CURRENT)).isNotEmpty();
    }

    @Test
    void removesAllOldFoldersOfATableThatIsGone() throws IOException {
        assertThat(left()).containsExactly("run=" + OWN, "run=" + FUTURE);
    }

    @Test
    void removesALaterFolderOnlyWhenItsBatchIsOver() throws IOException {
        partition("NL", "lake/orders/run=" + CURRENT + "/country=NL/");
        lake.close(FUTURE);
        assertThat(left()).containsExactly("run=" + CURRENT, "run=" + OWN);
    }

    @Test
    void keepsWhatABatchThatIsNotOverMayBeSwitchedBackTo() throws IOException {
        partition("NL", "lake/orders/run=" + FUTURE + "/country=NL/");
        lake.write(
                "lake/orders/_runs/" + FUTURE + ".json",
                new String(
                        RunJson.write(new RunJournal(
                                FUTURE,
                                List.of(
                                        new RunJournal.Switched(
                                                List.of("NL"),
                                                lake.uri("lake/orders/run=" + FUTURE + "/country=NL/"),
                                                lake.uri("lake/orders/run=" + OLD + "/country=NL/")),
                                        new RunJournal.Switched(
                                                List.of("BE"),
                                                lake.uri("lake/orders/run=" + FUTURE + "/country=BE/"),
                                                null)))),
                        StandardCharsets.UTF_8));
        assertThat(left()).containsExactly("run=" + OLD, "run=" + OWN, "run=" + FUTURE);
        lake.close(FUTURE);
        assertThat(left()).containsExactly("run=" + OWN, "run=" + FUTURE);
    }

    @Test
    void isDoneWhenARunBegins() throws IOException {
        partition("NL", "lake/orders/run=" + CURRENT + "/country=NL/");
        Files.delete(folder.resolve("lake/orders/run=" + CURRENT + "/country=NL/a.parquet"));
        lake.curate(OWN);
        assertThat(folder.resolve("lake/orders/run=" + OLD)).doesNotExist();
        assertThat(folder.resolve("lake/orders/run=" + CURRENT)).exists();
    }
}
