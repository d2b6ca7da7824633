package dev.millrace.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/// What the catalog of Glue does, as far as Millrace relies on it (Glue API reference, "Tables", "Partitions").
public final class CatalogBehaviour {
    private static final Column A = Column.builder().name("a").type("bigint").build();
    private static final Column B = Column.builder().name("b").type("string").build();

    private final GlueClient glue;
    private final String database;

    private CatalogBehaviour(GlueClient glue, String database) {
        this.glue = glue;
        this.database = database;
    }

    /// All behaviours.
    ///
    /// @param database which exists
    public static Stream<Behaviour> of(GlueClient glue, String database) {
        var tried = new CatalogBehaviour(glue, database);
        return Stream.of(
                Behaviour.of("knows no table that was not made", tried::knowsNoTableThatWasNotMade),
                Behaviour.of("knows no database that was not made", tried::knowsNoDatabaseThatWasNotMade),
                Behaviour.of("gives a table back as it was made", tried::givesATableBack),
                Behaviour.of("makes a table once", tried::makesATableOnce),
                Behaviour.of("folds a table's name to lowercase", tried::foldsNames)
                        .notOnTheLocalCloud("it keeps names as they are"),
                Behaviour.of("updates the version that was seen", tried::updatesWhatWasSeen),
                Behaviour.of("updates no version but the latest", tried::updatesNoOlderVersion),
                Behaviour.of("registers partitions", tried::registersPartitions),
                Behaviour.of("says which partitions were there already", tried::saysWhichWereThere),
                Behaviour.of("gives those partitions that are there", tried::givesThoseThatAreThere),
                Behaviour.of("gives a partition another place", tried::givesAnotherPlace),
                Behaviour.of("says which partitions cannot be changed", tried::saysWhichCannotBeChanged),
                Behaviour.of("registers no partition of a table that is not there", tried::needsATable)
                        .notOnTheLocalCloud("it keeps partitions of tables that are not there"));
    }

    private void knowsNoTableThatWasNotMade() {
        assertThatThrownBy(() -> get("none")).isInstanceOf(EntityNotFoundException.class);
    }

    private void knowsNoDatabaseThatWasNotMade() {
        assertThatThrownBy(() -> glue.createTable(
                        c -> c.databaseName(database + "-other").tableInput(table(name(), A))))
                .isInstanceOf(EntityNotFoundException.class);
    }

    private void givesATableBack() {
        String name = create(A, B);

        Table table = get(name);

        assertThat(table.name()).isEqualTo(name);
        assertThat(table.databaseName()).isEqualTo(database);
        assertThat(table.versionId()).isNotEmpty();
        assertThat(table.storageDescriptor().columns()).containsExactly(A, B);
        assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("dt");
        assertThat(table.parameters()).containsEntry("classification", "parquet");
    }

    private void makesATableOnce() {
        String name = create(A);

        assertThatThrownBy(() -> glue.createTable(c -> c.databaseName(database).tableInput(table(name, B))))
                .isInstanceOf(AlreadyExistsException.class);
        assertThat(get(name).storageDescriptor().columns()).containsExactly(A);
    }

    private void foldsNames() {
        String name = "B" + name();
        glue.createTable(c -> c.databaseName(database).tableInput(table(name, A)));

        assertThat(get(name).name()).isEqualTo(name.toLowerCase(Locale.ROOT));
    }

    private void updatesWhatWasSeen() {
        String name = create(A);
        String seen = get(name).versionId();

        update(name, seen, A, B);

        assertThat(get(name).storageDescriptor().columns()).containsExactly(A, B);
        assertThat(get(name).versionId()).isNotEqualTo(seen);
    }

    private void updatesNoOlderVersion() {
        String name = create(A);
        String seen = get(name).versionId();
        update(name, seen, A, B);

        assertThatThrownBy(() -> update(name, seen, A)).isInstanceOf(ConcurrentModificationException.class);
        assertThat(get(name).storageDescriptor().columns()).containsExactly(A, B);
    }

    private void registersPartitions() {
        String name = create(A);

        assertThat(register(name, "2026-11-20", "2026-11-21")).isEmpty();
        assertThat(glue.getPartitions(g -> g.databaseName(database).tableName(name))
                        .partitions())
                .extracting(Partition::values)
                .containsExactlyInAnyOrder(List.of("2026-11-20"), List.of("2026-11-21"));
    }

    private void saysWhichWereThere() {
        String name = create(A);
        register(name, "2026-11-20");

        List<PartitionError> errors = register(name, "2026-11-20", "2026-11-21");

        assertThat(errors).singleElement().satisfies(e -> {
            assertThat(e.partitionValues()).containsExactly("2026-11-20");
            assertThat(e.errorDetail().errorCode()).isEqualTo("AlreadyExistsException");
        });
        assertThat(glue.getPartitions(g -> g.databaseName(database).tableName(name))
                        .partitions())
                .hasSize(2);
    }

    private void givesThoseThatAreThere() {
        String name = create(A);
        register(name, "2026-11-20");

        BatchGetPartitionResponse answer = glue.batchGetPartition(g -> g.databaseName(database)
                .tableName(name)
                .partitionsToGet(List.of(values("2026-11-20"), values("2026-11-21"))));

        assertThat(answer.partitions()).singleElement().satisfies(partition -> {
            assertThat(partition.values()).containsExactly("2026-11-20");
            assertThat(partition.storageDescriptor().location())
                    .isEqualTo("s3://lake/%s/dt=2026-11-20/".formatted(name));
        });
        assertThat(answer.unprocessedKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.values()).containsExactly("2026-11-21"));
    }

    private void givesAnotherPlace() {
        String name = create(A);
        register(name, "2026-11-20");

        assertThat(move(name, "2026-11-20", "s3://lake/elsewhere/").errors()).isEmpty();

        assertThat(glue.getPartitions(g -> g.databaseName(database).tableName(name))
                        .partitions())
                .singleElement()
                .satisfies(partition ->
                        assertThat(partition.storageDescriptor().location()).isEqualTo("s3://lake/elsewhere/"));
    }

    private void saysWhichCannotBeChanged() {
        String name = create(A);

        assertThat(move(name, "2026-11-20", "s3://lake/elsewhere/").errors())
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.partitionValueList()).containsExactly("2026-11-20");
                    assertThat(e.errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
                });
    }

    private BatchUpdatePartitionResponse move(String name, String day, String location) {
        List<BatchUpdatePartitionRequestEntry> entries = List.of(BatchUpdatePartitionRequestEntry.builder()
                .partitionValueList(day)
                .partitionInput(p -> p.values(day).storageDescriptor(s -> s.location(location)))
                .build());
        return glue.batchUpdatePartition(
                b -> b.databaseName(database).tableName(name).entries(entries));
    }

    private static PartitionValueList values(String day) {
        return PartitionValueList.builder().values(day).build();
    }

    private void needsATable() {
        assertThatThrownBy(() -> register("none", "2026-11-20")).isInstanceOf(EntityNotFoundException.class);
    }

    private Table get(String name) {
        return glue.getTable(g -> g.databaseName(database).name(name)).table();
    }

    private String create(Column... columns) {
        String name = name();
        glue.createTable(c -> c.databaseName(database).tableInput(table(name, columns)));
        return name;
    }

    private void update(String name, String version, Column... columns) {
        glue.updateTable(u -> u.databaseName(database).versionId(version).tableInput(table(name, columns)));
    }

    private static TableInput table(String name, Column... columns) {
        return TableInput.builder()
                .name(name)
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of("classification", "parquet"))
                .partitionKeys(Column.builder().name("dt").type("string").build())
                .storageDescriptor(s -> s.location("s3://lake/" + name + "/").columns(columns))
                .build();
    }

    private List<PartitionError> register(String name, String... days) {
        List<PartitionInput> inputs = Arrays.stream(days)
                .map(day -> PartitionInput.builder()
                        .values(day)
                        .storageDescriptor(s -> s.location("s3://lake/%s/dt=%s/".formatted(name, day)))
                        .build())
                .toList();
        return glue.batchCreatePartition(
                        b -> b.databaseName(database).tableName(name).partitionInputList(inputs))
                .errors();
    }

    private static String name() {
        return "behaviour_" + UUID.randomUUID().toString().replace("-", "");
    }
}
