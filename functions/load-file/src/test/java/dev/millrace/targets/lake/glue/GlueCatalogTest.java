package dev.millrace.targets.lake.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;
import dev.millrace.targets.lake.Catalog;
import dev.millrace.targets.lake.NotRegistered;
import dev.millrace.targets.lake.Partition;
import dev.millrace.targets.lake.PartitionValue;
import dev.millrace.targets.lake.TableConflict;
import dev.millrace.testing.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

class GlueCatalogTest {
    private static final String LOCATION = "s3://lake/event_orders/";
    private static final Partition DAY = day("2026-11-21");

    private final FakeGlue glue = new FakeGlue();
    private final GlueCatalog catalog = new GlueCatalog(glue, "millrace");

    @Test
    void createsTheTableOfAContract() {
        register(contract(Samples.contract()), LOCATION, List.of(DAY));

        Table table = glue.tableOf("event_orders");
        assertThat(table.tableType()).isEqualTo("EXTERNAL_TABLE");
        assertThat(table.parameters()).containsEntry("classification", "parquet");
        assertThat(table.storageDescriptor().location()).isEqualTo(LOCATION);
        assertThat(table.storageDescriptor().serdeInfo().serializationLibrary()).contains("ParquetHiveSerDe");
        assertThat(glue.columnsOf("event_orders"))
                .containsExactly(
                        "_oid string",
                        "_line bigint",
                        "order_id bigint",
                        "ordered_on date",
                        "customer string",
                        "amount decimal(10,2)");
        assertThat(FakeGlue.described(table.partitionKeys())).containsExactly("arrival_date date");
    }

    @Test
    void registersPartitionsWithTheirPlace() {
        register(contract(Samples.contract()), LOCATION, List.of(DAY));

        assertThat(glue.partitions).singleElement().satisfies(p -> {
            assertThat(p.values()).containsExactly("2026-11-21");
            assertThat(p.storageDescriptor().location()).isEqualTo(LOCATION + "arrival_date=2026-11-21/");
            assertThat(FakeGlue.described(p.storageDescriptor().columns())).hasSize(6);
        });
    }

    @Test
    void leavesATableAndPartitionsThatAreThere() {
        register(contract(Samples.contract()), LOCATION, List.of(DAY));
        glue.requests.clear();

        register(contract(Samples.contract()), LOCATION, List.of(DAY));

        assertThat(glue.requests).containsExactly("GetTable millrace.event_orders", "BatchGetPartition 1");
        assertThat(glue.partitions).hasSize(1);
    }

    @Test
    void leavesATableToTheOneWhoWasFaster() {
        glue.beforeCreate = () -> {
            glue.beforeCreate = () -> {};
            new GlueCatalog(glue, "millrace")
                    .prepare(contract(Samples.contract()), LOCATION, List.of())
                    .carryOut();
        };

        register(contract(Samples.contract()), LOCATION, List.of(DAY));

        assertThat(glue.partitions).hasSize(1);
        assertThat(glue.requests).noneMatch(r -> r.startsWith("UpdateTable"));
    }

    @Test
    void addsTheColumnsThatAContractAddsToTheVersionThatItRead() {
        register(contract(Samples.contract()), LOCATION, List.of());

        register(contract(withColumn("note", "string")), LOCATION, List.of());

        assertThat(glue.columnsOf("event_orders")).hasSize(7).last().isEqualTo("note string");
        assertThat(glue.requests).last().isEqualTo("UpdateTable event_orders of version 1");
    }

    @Test
    void keepsWhatOthersHaveNotedOfATableWhenItAddsAColumn() {
        register(contract(Samples.contract()), LOCATION, List.of());
        Table made = glue.tableOf("event_orders");
        Map<String, String> parameters = new HashMap<>(made.parameters());
        parameters.put("team", "sales");
        List<Column> columns = new ArrayList<>(made.storageDescriptor().columns());
        columns.set(2, columns.get(2).toBuilder().comment("Number of the order").build());
        glue.tables.put(
                "event_orders",
                made.toBuilder()
                        .parameters(parameters)
                        .owner("hadoop")
                        .storageDescriptor(made.storageDescriptor().toBuilder()
                                .columns(columns)
                                .build())
                        .build());

        register(contract(withColumn("note", "string")), LOCATION, List.of());

        Table now = glue.tableOf("event_orders");
        assertThat(now.parameters()).containsEntry("team", "sales").containsEntry("classification", "parquet");
        assertThat(now.owner()).isEqualTo("hadoop");
        assertThat(now.storageDescriptor().columns())
                .hasSize(7)
                .contains(Column.builder()
                        .name("order_id")
                        .type("bigint")
                        .comment("Number of the order")
                        .build());
    }

    @Test
    void keepsAColumnThatAContractDropsSinceOlderFilesHoldIt() {
        register(contract(withColumn("note", "string")), LOCATION, List.of());

        register(contract(Samples.contract()), LOCATION, List.of());

        assertThat(glue.columnsOf("event_orders")).contains("note string");
    }

    @Tag("H103")
    @Test
    void refusesAColumnOfAnotherType() {
        register(contract(Samples.contract()), LOCATION, List.of());
        DataContract narrowed = contract(Samples.contractWith("decimal(10,2)", "decimal(9,2)"));

        assertThatThrownBy(() -> register(narrowed, LOCATION, List.of(DAY)))
                .isInstanceOf(TableConflict.class)
                .hasMessageContaining("Column amount of table millrace.event_orders is decimal(10,2)")
                .hasMessageContaining("decimal(9,2)");
        assertThat(glue.partitions).isEmpty();
    }

    @Tag("H103")
    @Test
    void refusesWhatDoesNotFitBeforeAnythingIsPut() {
        register(contract(Samples.contract()), LOCATION, List.of(DAY));
        glue.requests.clear();
        DataContract narrowed = contract(Samples.contractWith("decimal(10,2)", "decimal(9,2)"));

        assertThatThrownBy(() -> catalog.prepare(narrowed, LOCATION, List.of(DAY)))
                .isInstanceOf(TableConflict.class);
        assertThat(glue.requests).containsExactly("GetTable millrace.event_orders");
    }

    @Test
    void changesNothingBeforeRowsArePut() {
        catalog.prepare(contract(Samples.contract()), LOCATION, List.of(DAY));

        assertThat(glue.requests).containsExactly("GetTable millrace.event_orders");
    }

    @Tag("H103")
    @Test
    void refusesAPartitionThatABatchHasWritten() {
        register(contract(Samples.contract()), LOCATION, List.of(DAY));
        moveTo("s3://lake/event_orders/run=20261121T101530Z/arrival_date=2026-11-21");

        assertThatThrownBy(() -> catalog.prepare(contract(Samples.contract()), LOCATION, List.of(DAY)))
                .isInstanceOf(TableConflict.class)
                .hasMessageContaining(
                        "Partition 2026-11-21 of table millrace.event_orders lies at s3://lake/event_orders/run=")
                .hasMessageContaining("release the file");
    }

    @Test
    void refusesAPartitionThatABatchWritesMeanwhile() {
        register(contract(Samples.contract()), LOCATION, List.of());
        Catalog.Registration prepared = catalog.prepare(contract(Samples.contract()), LOCATION, List.of(DAY));
        glue.beforePartitions = () -> {
            glue.beforePartitions = () -> {};
            register(contract(Samples.contract()), LOCATION, List.of(DAY));
            moveTo("s3://lake/event_orders/run=20261121T101530Z/arrival_date=2026-11-21/");
        };

        assertThatThrownBy(prepared::carryOut).isInstanceOf(TableConflict.class);
    }

    @Test
    void takesAPartitionThatAnotherFileRegistersMeanwhile() {
        register(contract(Samples.contract()), LOCATION, List.of());
        Catalog.Registration prepared = catalog.prepare(contract(Samples.contract()), LOCATION, List.of(DAY));
        glue.beforePartitions = () -> {
            glue.beforePartitions = () -> {};
            register(contract(Samples.contract()), LOCATION, List.of(DAY));
        };

        prepared.carryOut();

        assertThat(glue.partitions).hasSize(1);
    }

    @Test
    void givesAPartitionTheColumnsThatItsTableGotInTheTablesOrder() {
        register(contract(Samples.contract()), LOCATION, List.of(DAY));

        register(contract(withColumn("note", "string")), LOCATION, List.of(DAY));

        assertThat(columnsOf(DAY)).contains("note string").isEqualTo(glue.columnsOf("event_orders"));
    }

    @Test
    void makesALaterPartitionInTheTablesOrder() {
        register(contract(Samples.contract()), LOCATION, List.of());

        register(contract(withColumn("note", "string")), LOCATION, List.of(DAY));

        assertThat(columnsOf(DAY)).contains("note string").isEqualTo(glue.columnsOf("event_orders"));
    }

    @Test
    void leavesAPartitionWithTheColumnsOfAYoungerTable() {
        register(contract(Samples.contract()), LOCATION, List.of(DAY));
        Catalog.Registration older = catalog.prepare(contract(Samples.contract()), LOCATION, List.of(DAY));
        register(contract(withColumn("note", "string")), LOCATION, List.of(DAY));

        older.carryOut();
        catalog.prepare(contract(Samples.contract()), LOCATION, List.of(DAY)).carryOut();

        assertThat(columnsOf(DAY)).isEqualTo(glue.columnsOf("event_orders")).contains("note string");
    }

    @Test
    void refusesAnotherPartitioning() {
        register(contract(Samples.contract()), LOCATION, List.of());
        DataContract byId = contract(partitionedBy("integer"));

        assertThatThrownBy(() -> register(byId, LOCATION, List.of()))
                .isInstanceOf(TableConflict.class)
                .hasMessageContaining("[arrival_date date]")
                .hasMessageContaining("[order_id bigint]");
    }

    @Test
    void refusesAPartitionColumnOfAnotherType() {
        register(contract(partitionedBy("integer")), LOCATION, List.of());
        DataContract byText = contract(partitionedBy("string"));

        assertThatThrownBy(() -> register(byText, LOCATION, List.of()))
                .isInstanceOf(TableConflict.class)
                .hasMessageContaining("[order_id bigint]")
                .hasMessageContaining("[order_id string]");
    }

    @Test
    void registersAHundredPartitionsAtATime() {
        List<Partition> many = IntStream.range(0, 201)
                .mapToObj(i -> new Partition(List.of(new PartitionValue("arrival_date", "day-" + i))))
                .toList();

        register(contract(Samples.contract()), LOCATION, many);

        assertThat(glue.requests.stream().filter(r -> r.startsWith("Batch")))
                .containsExactly("BatchCreatePartition 100", "BatchCreatePartition 100", "BatchCreatePartition 1");
        assertThat(glue.partitions).hasSize(201);
    }

    @Test
    void registersNoPartitionOfAFileWithoutRows() {
        register(contract(Samples.contract()), LOCATION, List.of());

        assertThat(glue.tables).containsKey("event_orders");
        assertThat(glue.requests).noneMatch(r -> r.startsWith("Batch"));
    }

    /// A 200 may hold errors; what passes is tried again.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "InternalServiceException",
                "ConcurrentModificationException",
                "ResourceNumberLimitExceededException"
            })
    void failsWhenAPartitionWasNotRegistered(String code) {
        glue.partitionError = code;

        assertThatThrownBy(() -> register(contract(Samples.contract()), LOCATION, List.of(DAY)))
                .isInstanceOf(NotRegistered.class)
                .hasMessageContaining(code);
    }

    private void register(DataContract contract, String location, List<Partition> partitions) {
        catalog.prepare(contract, location, partitions).carryOut();
    }

    private List<String> columnsOf(Partition partition) {
        return glue.partitions.stream()
                .filter(p ->
                        p.values().equals(List.of(partition.values().getFirst().value())))
                .map(p -> FakeGlue.described(p.storageDescriptor().columns()))
                .findFirst()
                .orElseThrow();
    }

    /// What a batch does with every partition.
    private void moveTo(String location) {
        glue.partitions.replaceAll(p -> p.toBuilder()
                .storageDescriptor(
                        p.storageDescriptor().toBuilder().location(location).build())
                .build());
    }

    private static Partition day(String day) {
        return new Partition(List.of(new PartitionValue("arrival_date", day)));
    }

    private static byte[] withColumn(String name, String type) {
        String last = "      - name: amount\n";
        return Samples.contractWith(last, "      - name: %s\n        logicalType: %s\n%s".formatted(name, type, last));
    }

    /// The sample contract, partitioned by its first column.
    private static byte[] partitionedBy(String type) {
        String first = "integer\n        required: true\n        logicalTypeOptions:\n          minimum: 1\n";
        return Samples.contractWith(first, type + "\n        required: true\n        partitioned: true\n");
    }

    private static DataContract contract(byte[] yaml) {
        return switch (Formats.contract(yaml)) {
            case ParsedContract.Accepted accepted -> accepted.contract();
            case ParsedContract.Refused refused -> throw new AssertionError(refused.problems());
        };
    }
}
