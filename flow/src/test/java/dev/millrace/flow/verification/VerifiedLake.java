package dev.millrace.flow.verification;

import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.files.Remarks;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A lake with the table of the sample dataset, the records of its files, and what a query sees of it.
final class VerifiedLake implements AutoCloseable {
    static final String FOLDER = "s3://lake/event_orders/";
    static final Duration GRACE = Duration.ofMinutes(5);

    final SettableClock clock = new SettableClock();
    final InMemoryS3 s3 = new InMemoryS3(clock);
    final LocalAuditTable local = new LocalAuditTable();
    final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    final DynamoRemovals removals = new DynamoRemovals(local.client(), LocalAuditTable.NAME, clock);
    final DynamoBatches batches = new DynamoBatches(local.client(), LocalAuditTable.NAME, clock);
    final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    final Map<String, Map<String, Long>> rows = new HashMap<>();
    final Shelf shelf = new Shelf();

    VerifiedLake(byte[] contract) {
        contracts.apply(contract);
        shelf.tables.put(Samples.DATASET, table(Samples.DATASET));
        rows.put(Samples.DATASET, new HashMap<>());
    }

    static TableCatalog.CatalogedTable table(String name) {
        return new TableCatalog.CatalogedTable(
                name,
                name,
                "s3://lake/" + name + "/",
                List.of(new CatalogColumn("_oid", "string")),
                List.of(new CatalogColumn("arrival_date", "date")));
    }

    Verification verification() {
        return new Verification(
                shelf,
                "millrace",
                contracts,
                new Verification.Records(
                        new AuditReader(local.client(), LocalAuditTable.NAME), audit, removals, batches),
                new Verification.Seen(
                        table -> Optional.ofNullable(rows.get(table))
                                .orElseThrow(() -> new RowsInTable.Unreadable("cannot cast 'abc'", new Exception())),
                        new S3LakePlaces(s3)),
                Commands.AT_HOME,
                clock);
    }

    /// Verifies when all that was done is older than the grace.
    Verified verify() {
        clock.pass(GRACE.plusSeconds(1));
        return verifyNow();
    }

    Verified verifyNow() {
        return verification().of(contract(), GRACE);
    }

    ContractRef contract() {
        return contracts.current().contracts().getFirst();
    }

    /// A file of three rows in a state, such as a load leaves it.
    AuditRecord file(String name, AuditState state) {
        AuditRecord record = claimed(name);
        var move = new Move.Validated(3, "5ba", contract().pin());
        record = audit.move(record.claim(), move, "a test").record();
        return in(record, state);
    }

    /// The same with a row that was set aside.
    AuditRecord fileWithRowAside(String name) {
        AuditRecord record = claimed(name);
        var move = new Move.Validated(3, "5ba", contract().pin(), new Remarks(1, 1, "x.remarks.json"));
        record = audit.move(record.claim(), move, "a test").record();
        return in(record, AuditState.INGESTED);
    }

    private AuditRecord in(AuditRecord record, AuditState state) {
        audit.move(record.claim(), new Move.LoadStarted(Duration.ofMinutes(11)), "a test");
        switch (state) {
            case INGESTED -> audit.move(record.claim(), new Move.Ingested(3), "a test");
            case FAILED -> audit.move(record.claim(), new Move.Failed("out of order"), "a test");
            case SUPERSEDED -> audit.move(record.claim(), new Move.Superseded("newer"), "a test");
            default -> {}
        }
        return audit.find(record.oid()).orElseThrow();
    }

    AuditRecord claimed(String name) {
        var version = new ObjectVersion("landing", "events/orders/" + name, "v1");
        Cadence cadence = contract().cadence();
        AuditRecord record = audit.create(new NewRecord(
                AuditKey.of(cadence, Samples.DATASET, version),
                version,
                AuditState.NEW,
                clock.instant(),
                42,
                "etag",
                null,
                null,
                null,
                null));
        return audit.claim(record.oid(), "ing-x", "a test", Duration.ofMinutes(11))
                .record();
    }

    /// How many rows of each object a query sees in a table.
    Map<String, Long> rowsOf(String table) {
        return rows.computeIfAbsent(table, name -> new HashMap<>());
    }

    /// Puts a file of rows where a query reads it.
    void put(ObjectId oid, long count) {
        s3.put("lake", "event_orders/arrival_date=2026-11-21/" + oid + ".parquet", new byte[] {1});
        shelf.partitions.put("2026-11-21", FOLDER + "arrival_date=2026-11-21/");
        rowsOf(Samples.DATASET).merge(oid.hex(), count, Long::sum);
    }

    @Override
    public void close() {
        local.close();
    }

    /// Tables, all with the same partitions.
    static final class Shelf implements TableCatalog {
        final Map<String, CatalogedTable> tables = new HashMap<>();
        final Map<String, String> partitions = new HashMap<>();

        @Override
        public Optional<CatalogedTable> find(String database, String name) {
            return Optional.ofNullable(tables.get(name));
        }

        @Override
        public void save(String database, CatalogedTable table) {
            tables.put(table.name(), table);
        }

        @Override
        public List<CatalogedPartition> partitions(String database, String name) {
            var all = new ArrayList<CatalogedPartition>();
            if (name.equals(Samples.DATASET)) {
                partitions.forEach((value, location) -> all.add(new CatalogedPartition(List.of(value), location)));
            }
            return all;
        }

        @Override
        public void place(String database, CatalogedTable table, List<CatalogedPartition> placed) {
            for (CatalogedPartition partition : placed) {
                @Nullable String location = partition.location();
                partitions.put(partition.values().getFirst(), String.valueOf(location));
            }
        }
    }
}
