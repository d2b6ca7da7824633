package dev.millrace.cli.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.cli.lake.CatalogRebuild.Rebuilt;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.local.UserError;
import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.InMemoryAws;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

class CatalogRebuildTest {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: sales
            version: 1.0.0
            status: active
            schema:
              - name: sales
                properties:
                  - {name: country, logicalType: string, required: true, partitioned: true}
                  - {name: amount, logicalType: integer}
            customProperties:
              - {property: millrace.keyPattern, value: sales/*.csv}
              - {property: millrace.onNewVersion, value: append}
            """;

    private static final String HERE = "s3://lake/sales/";
    private static final String FIRST = "20261121T020000Z";
    private static final String SECOND = "20261122T020000Z";
    private static final String THIRD = "20261123T020000Z";

    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final S3Client s3 = aws.client(S3Client.builder());
    private final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    private final TableCatalog catalog = new GlueTableCatalog(aws.client(GlueClient.builder()));
    private final Set<String> ingested = new HashSet<>();
    private final List<ContractPin> pinned = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();

    private final CatalogRebuild rebuild = new CatalogRebuild(
            s3,
            "lake",
            catalog,
            "db",
            contracts,
            new CatalogRebuild.Audit() {
                @Override
                public Set<String> ingested(String dataset) {
                    return ingested;
                }

                @Override
                public List<ContractPin> pinned(String dataset) {
                    return pinned;
                }

                @Override
                public List<Batch> batches(String dataset) {
                    return batches;
                }
            },
            key -> List.of(new CatalogColumn("_oid", "string"), new CatalogColumn("of", "string")),
            Commands.AT_HOME);

    @BeforeEach
    void make() {
        aws.catalog().database("db");
        apply(CONTRACT);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private void apply(String yaml) {
        assertThat(contracts.apply(yaml.getBytes(StandardCharsets.UTF_8))).isInstanceOf(ApplyResult.Applied.class);
    }

    private void put(String... keys) {
        Arrays.stream(keys).forEach(key -> aws.s3().put("lake", key, new byte[] {1}));
    }

    private void batch(String batch, boolean committed, BatchState state, String... countries) {
        List<RunJournal.Switched> switched = Arrays.stream(countries)
                .map(country -> new RunJournal.Switched(
                        List.of(country), HERE + "run=" + batch + "/country=" + country + "/", null))
                .toList();
        aws.s3().put("lake", "sales/_runs/" + batch + ".json", RunJson.write(new RunJournal(batch, switched)));
        batches.add(new Batch(
                new BatchRef("sales", "daily", batch),
                state,
                "arn",
                SettableClock.START,
                null,
                committed,
                BatchCounts.NONE,
                null,
                1));
    }

    private List<Rebuilt> rebuilt() {
        return rebuild.rebuild("sales", false);
    }

    private List<CatalogedPartition> partitions() {
        return catalog.partitions("db", "sales");
    }

    private static CatalogedPartition at(String country, String folder) {
        return new CatalogedPartition(List.of(country), HERE + folder);
    }

    @Test
    void aTableOfFilesComesBackWithThePartitionsThatHoldIngestedOnes() {
        ingested.addAll(List.of("a", "b"));
        put("sales/country=NL/a.parquet", "sales/country=C%3A%25/b.parquet", "sales/country=BE/failed.parquet");
        put("sales_set_aside/arrival_date=2026-11-21/a.parquet", "_loads/sales/a/1.json");

        assertThat(rebuilt())
                .containsExactly(
                        new Rebuilt("sales", true, 2, 0, 0, 0), new Rebuilt("sales_set_aside", true, 1, 0, 0, 0));

        assertThat(partitions()).containsExactlyInAnyOrder(at("NL", "country=NL/"), at("C:%", "country=C%3A%25/"));
        CatalogedTable table = catalog.find("db", "sales").orElseThrow();
        assertThat(table.location()).isEqualTo(HERE);
        assertThat(table.partitionColumns()).containsExactly(new CatalogColumn("country", "string"));
        assertThat(table.columns()).extracting(CatalogColumn::name).containsExactly("_oid", "_line", "amount");
        assertThat(catalog.partitions("db", "sales_set_aside")).hasSize(1);
    }

    @Test
    void columnsThatOlderContractsHadComeBackToo() {
        apply(CONTRACT.replace("version: 1.0.0", "version: 2.0.0").replace("name: amount", "name: price"));
        ingested.add("a");
        put("sales/country=NL/a.parquet");

        rebuilt();

        assertThat(catalog.find("db", "sales").orElseThrow().columns())
                .extracting(CatalogColumn::name)
                .containsExactly("_oid", "_line", "price", "amount");
    }

    /// The contract in force gives amount another type, which no file has.
    @Test
    void columnsHaveTheTypesOfTheContractsThatTheirFilesWereJudgedBy() {
        pinned.add(inForce());
        apply(CONTRACT.replace("version: 1.0.0", "version: 1.1.0")
                .replace("  - {name: amount", "  - {name: note, logicalType: string}\n      - {name: amount"));
        pinned.add(inForce());
        apply(CONTRACT.replace("version: 1.0.0", "version: 2.0.0")
                .replace("{name: amount, logicalType: integer}", "{name: amount, logicalType: string}"));
        ingested.add("a");
        put("sales/country=NL/a.parquet", "sales_set_aside/arrival_date=2026-11-21/a.parquet");

        rebuilt();

        assertThat(catalog.find("db", "sales").orElseThrow().columns())
                .containsExactly(
                        new CatalogColumn("_oid", "string"),
                        new CatalogColumn("_line", "bigint"),
                        new CatalogColumn("amount", "bigint"),
                        new CatalogColumn("note", "string"));
        assertThat(catalog.find("db", "sales_set_aside").orElseThrow().columns())
                .extracting(CatalogColumn::name)
                .contains("amount", "note");
    }

    private ContractPin inForce() {
        return contracts.current().of("sales").orElseThrow().pin();
    }

    @Test
    void theNewestCommittedBatchOfEachPartitionCounts() {
        ingested.add("a");
        put("sales/country=DE/a.parquet", "sales/country=NL/a.parquet");
        put("sales/run=" + FIRST + "/country=NL/part.parquet", "sales/run=" + FIRST + "/country=BE/part.parquet");
        put("sales/run=" + SECOND + "/country=NL/part.parquet");
        put("sales/run=" + THIRD + "/country=NL/part.parquet", "sales/run=" + THIRD + "/country=FR/part.parquet");
        batch(THIRD, false, BatchState.FAILED, "NL", "FR");
        batch(SECOND, true, BatchState.SUCCEEDED, "NL");
        batch(FIRST, true, BatchState.PARTIAL, "NL", "BE");

        rebuilt();

        assertThat(partitions())
                .containsExactlyInAnyOrder(
                        at("DE", "country=DE/"),
                        at("NL", "run=" + SECOND + "/country=NL/"),
                        at("BE", "run=" + FIRST + "/country=BE/"));
        assertThat(catalog.find("db", "sales").orElseThrow().columns())
                .extracting(CatalogColumn::name)
                .containsExactly("_oid", "of");
    }

    @Test
    void aPartitionThatABatchLeftWithoutARowIsNotThere() {
        put("sales/run=" + FIRST + "/country=NL/part.parquet", "sales/run=" + FIRST + "/country=BE/part.parquet");
        batch(FIRST, true, BatchState.SUCCEEDED, "NL", "BE");
        batch(SECOND, true, BatchState.SUCCEEDED, "NL");

        rebuilt();

        assertThat(partitions()).containsExactly(at("BE", "run=" + FIRST + "/country=BE/"));
    }

    @Test
    void whatIsRightIsKeptAndWhatIsUnknownToo() {
        ingested.addAll(List.of("a", "b"));
        put("sales/country=NL/a.parquet", "sales/country=BE/b.parquet", "sales/country=DE/b.parquet");
        rebuilt();
        CatalogedTable table = catalog.find("db", "sales").orElseThrow();
        catalog.place(
                "db",
                table,
                List.of(at("BE", "elsewhere/"), new CatalogedPartition(List.of("DE"), null), at("XX", "country=XX/")));

        assertThat(rebuilt()).containsExactly(new Rebuilt("sales", false, 1, 1, 1, 1));
        assertThat(rebuilt()).containsExactly(new Rebuilt("sales", false, 0, 0, 3, 1));
        assertThat(partitions()).contains(at("BE", "country=BE/"), at("DE", "country=DE/"), at("XX", "country=XX/"));
    }

    @Test
    void aDryRunChangesNothing() {
        ingested.add("a");
        put("sales/country=NL/a.parquet");

        assertThat(rebuild.rebuild("sales", true)).containsExactly(new Rebuilt("sales", true, 1, 0, 0, 0));
        assertThat(catalog.find("db", "sales")).isEmpty();
    }

    @Test
    void nothingIsMadeOfADatasetWithoutFiles() {
        assertThat(rebuilt()).isEmpty();
    }

    @Test
    void itWaitsForABatchThatRuns() {
        batch(FIRST, false, BatchState.RUNNING, "NL");

        assertThatThrownBy(this::rebuilt).isInstanceOf(UserError.class).hasMessageContaining("is running");
    }
}
