package dev.millrace.targets.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.TableFit.Kind;
import dev.millrace.targets.lake.TableFit.Misfit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFitTest {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: fits
            version: 1.0.0
            status: active
            schema:
              - name: fits
                properties:
                  - {name: id, logicalType: integer, required: true, primaryKey: true, primaryKeyPosition: 1}
                  - {name: amount, logicalType: integer}
            customProperties:
              - {property: millrace.keyPattern, value: fits/*.csv}
              - {property: millrace.onNewVersion, value: append}
              - {property: millrace.cadence, value: daily}
            """;

    private static final CatalogedPartition OF_FILES =
            new CatalogedPartition(List.of("2026-11-21"), "s3://lake/fits/arrival_date=2026-11-21");
    private static final CatalogedPartition OF_A_BATCH = new CatalogedPartition(
            List.of("2026-11-22"), "s3://lake/fits/run=20261122T020000Z/arrival_date=2026-11-22/");

    private static DataContract contract(String yaml) {
        if (Formats.contract(yaml.getBytes(StandardCharsets.UTF_8)) instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        throw new AssertionError("The contract is refused");
    }

    private static String curated(String how) {
        return CONTRACT + "  - {property: millrace.curate, value: %s}\n".formatted(how);
    }

    private static CatalogedTable table(String typeOfAmount) {
        return new CatalogedTable(
                "fits",
                "fits",
                "s3://lake/fits/",
                List.of(
                        new CatalogColumn("_oid", "string"),
                        new CatalogColumn("_line", "bigint"),
                        new CatalogColumn("id", "bigint"),
                        new CatalogColumn("amount", typeOfAmount),
                        new CatalogColumn("older", "string")),
                List.of(new CatalogColumn("arrival_date", "date")));
    }

    private static List<Misfit> misfits(String yaml, CatalogedTable table, CatalogedPartition... partitions) {
        return TableFit.misfits(contract(yaml), table, List.of(partitions));
    }

    @Test
    void findsNothingWhereABatchTakesOverThePartitionsOfFiles() {
        assertThat(misfits(CONTRACT, table("bigint"), OF_FILES, OF_A_BATCH)).isEmpty();
    }

    @Test
    void saysWhichColumnWouldChangeItsType() {
        assertThat(misfits(CONTRACT, table("string"), OF_FILES)).singleElement().satisfies(misfit -> {
            assertThat(misfit.kind()).isEqualTo(Kind.TYPE);
            assertThat(misfit.column()).isEqualTo("amount");
            assertThat(misfit.message())
                    .contains("the column amount of the table fits is string, not bigint")
                    .contains("give the changed column a new name, or the dataset a new name");
        });
    }

    @Test
    void saysThatADerivedColumnWouldChangeItsType() {
        String derived = curated("{derive: [{name: older, type: int, sql: id}]}");

        assertThat(misfits(derived, table("bigint"), OF_FILES))
                .extracting(Misfit::column)
                .containsExactly("older");
    }

    @Test
    void leavesTheTypesToAProgram() {
        String transformed = curated("{transform: {sql: net.sql}}");

        assertThat(misfits(transformed, table("string"), OF_FILES)).isEmpty();
    }

    @Test
    void saysThatThePartitioningWouldChange() {
        String byId = CONTRACT.replace("primaryKeyPosition: 1}", "primaryKeyPosition: 1, partitioned: true}");

        assertThat(misfits(byId, table("bigint"), OF_FILES))
                .extracting(Misfit::kind)
                .containsExactly(Kind.PARTITIONING);
    }

    @Test
    void saysThatRowsOfFilesWouldNotBeSeenInPartitionsOfBatches() {
        String onArrival = CONTRACT.replace("value: daily", "value: on-arrival");

        assertThat(misfits(onArrival, table("bigint"), OF_FILES)).isEmpty();
        assertThat(misfits(onArrival, table("bigint"), OF_FILES, OF_A_BATCH))
                .singleElement()
                .satisfies(misfit -> {
                    assertThat(misfit.kind()).isEqualTo(Kind.CADENCE);
                    assertThat(misfit.message()).contains("1 partitions of the table fits", "new name");
                });
    }

    @Test
    void saysThatATableWithoutPartitionsCanBeDeleted() {
        assertThat(misfits(CONTRACT, table("string")))
                .singleElement()
                .satisfies(misfit -> assertThat(misfit.message()).contains("delete the table"));
    }
}
