package dev.millrace.flow.verification;

import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.removals.Removals;
import dev.millrace.contract.DataContract;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares everything that a dataset's tables show with everything that is recorded: rows by a query, places without
/// one, and what batches have left behind. It changes nothing.
public final class Verification {
    private static final int PAGE = 1000;

    private final TableCatalog catalog;
    private final String database;
    private final ContractStore contracts;
    private final RowCheck rows;
    private final PlaceCheck places;
    private final BatchCheck batches;
    private final Clock clock;

    /// @param catalog the lake's tables
    /// @param database the one that they are in
    /// @param commands of the stack whose lake it is
    public Verification(
            TableCatalog catalog,
            String database,
            ContractStore contracts,
            Records records,
            Seen seen,
            Commands commands,
            Clock clock) {
        this.catalog = catalog;
        this.database = database;
        this.contracts = contracts;
        this.rows = new RowCheck(
                records.reader(), records.audit(), records.removals(), records.batches(), seen.rows(), commands);
        this.places = new PlaceCheck(seen.places(), records.audit(), records.removals(), records.batches(), commands);
        this.batches = new BatchCheck(records.batches(), records.audit(), commands);
        this.clock = clock;
    }

    /// What is recorded.
    public record Records(AuditReader reader, AuditTable audit, Removals removals, Batches batches) {}

    /// What is there.
    public record Seen(RowsInTable rows, LakePlaces places) {}

    /// Checks a dataset: its table, that of its rows set aside, and its batches.
    ///
    /// @param grace records that changed within it are passed over
    public Verified of(ContractRef contract, Duration grace) {
        String dataset = contract.pin().dataset();
        // What changes while tables are read is passed over.
        Instant before = clock.instant().minus(grace);
        Verified all = batches.of(dataset);
        Optional<CatalogedTable> table = catalog.find(database, dataset);
        if (table.isEmpty()) {
            boolean wanted = rows.ingested(dataset, before).anyMatch(record -> isLongIngested(record, before));
            return wanted ? all.plus(noTable(dataset)) : all;
        }
        all = all.plus(of(dataset, table.get(), rule(contract, before), before));
        Optional<CatalogedTable> aside = catalog.find(database, dataset + DataContract.SET_ASIDE);
        return aside.isPresent() ? all.plus(of(dataset, aside.get(), RowCountRule.SET_ASIDE, before)) : all;
    }

    private static boolean isLongIngested(AuditRecord record, Instant before) {
        return record.time().isBefore(before) && RowCountRule.EXACT.expected(record) > 0;
    }

    private static Verified noTable(String dataset) {
        return Verified.wrong(new Violation(
                dataset,
                dataset,
                dataset,
                "The catalog has no table, but files of it are INGESTED",
                "Find out who deleted the table; the next file of the dataset makes it again, without older"
                        + " partitions"));
    }

    private Verified of(String dataset, CatalogedTable table, RowCountRule rule, Instant before) {
        Verified ofPlaces = places(dataset, table, before);
        if (!table.has(CatalogTable.OID)) {
            return ofPlaces.plus(Verified.note(
                    "%s: its transform leaves no _oid, so its rows cannot be told apart; only its partitions were checked"
                            .formatted(table.name())));
        }
        Verified note = rule == RowCountRule.AT_MOST
                ? Verified.note(
                        "%s is curated: a file may have fewer rows in it than recorded, or none, when newer rows took their place. Checked is that no other object has rows, and no file more than recorded"
                                .formatted(table.name()))
                : Verified.NOTHING;
        return ofPlaces.plus(rows.of(dataset, table.name(), rule, before)).plus(note);
    }

    private Verified places(String dataset, CatalogedTable table, Instant before) {
        PlaceCheck.Looked looked = places.table(dataset, table);
        Verified all = Verified.NOTHING;
        for (CatalogedPartition partition : catalog.partitions(database, table.name())) {
            @Nullable String after = null;
            do {
                PlaceCheck.Page page = places.of(looked, partition, after, PAGE, before);
                all = all.plus(page.verified());
                after = page.next();
            } while (after != null);
        }
        return all;
    }

    /// The weakest rule of all contracts that ever let a file in: rows stay when a contract changes.
    private RowCountRule rule(ContractRef current, Instant before) {
        boolean exact = Stream.concat(
                        Stream.of(current.pin()),
                        rows.ingested(current.pin().dataset(), before).flatMap(r -> r.pinnedContract().stream()))
                .distinct()
                .allMatch(this::isExact);
        return exact ? RowCountRule.EXACT : RowCountRule.AT_MOST;
    }

    private boolean isExact(ContractPin pin) {
        try {
            return RowCountRule.of(contracts.load(pin)) == RowCountRule.EXACT;
        } catch (IllegalStateException e) {
            // A contract that this release cannot read: nothing is known of what it does with rows.
            return false;
        }
    }
}
