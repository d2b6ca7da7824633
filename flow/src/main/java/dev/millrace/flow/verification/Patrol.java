package dev.millrace.flow.verification;

import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.removals.Removals;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.contract.DataContract;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Goes round all places of the lake that queries read, some at a time and without a query, and compares what lies
/// there with the records. Where it stopped is a list of words: table, place, and name of the last object there.
public final class Patrol {
    private static final int PAGE = 1000;

    /// What a place costs at least, in objects: it is listed even when it is empty.
    private static final int LEAST = 10;

    private final TableCatalog catalog;
    private final String database;
    private final ContractStore contracts;
    private final PlaceCheck places;

    /// @param catalog the lake's tables
    /// @param database the one that they are in
    /// @param commands of the stack whose lake it is
    public Patrol(
            TableCatalog catalog,
            String database,
            ContractStore contracts,
            AuditTable audit,
            Removals removals,
            Batches batches,
            LakePlaces places,
            Commands commands) {
        this.catalog = catalog;
        this.database = database;
        this.contracts = contracts;
        this.places = new PlaceCheck(places, audit, removals, batches, commands);
    }

    /// What was found on a part of the round.
    ///
    /// @param mark where to go on; empty when the round is over
    public record Walked(Verified verified, List<String> mark) {
        public Walked {
            mark = List.copyOf(mark);
        }
    }

    /// A table and the dataset whose it is.
    private record Named(String dataset, String table) {}

    /// Goes on from a mark.
    ///
    /// @param mark empty to begin a round
    /// @param before records that changed later are passed over
    /// @param objects about how many objects are looked at
    public Walked walk(List<String> mark, Instant before, int objects, Deadline deadline) {
        var walk = new Walk(mark, before, objects, deadline);
        for (Named named : tables()) {
            if (named.table().compareTo(walk.table()) >= 0 && !walk.of(named)) {
                return new Walked(walk.verified, walk.mark);
            }
        }
        return new Walked(walk.verified, List.of());
    }

    private List<Named> tables() {
        return contracts.current().contracts().stream()
                .map(contract -> contract.pin().dataset())
                .flatMap(dataset ->
                        Stream.of(new Named(dataset, dataset), new Named(dataset, dataset + DataContract.SET_ASIDE)))
                .sorted(Comparator.comparing(Named::table))
                .toList();
    }

    /// One call of [#walk].
    private final class Walk {
        private final Instant before;
        private final Deadline deadline;
        private List<String> mark;
        private int left;
        private Verified verified = Verified.NOTHING;

        Walk(List<String> mark, Instant before, int objects, Deadline deadline) {
            this.mark = mark;
            this.before = before;
            this.left = objects;
            this.deadline = deadline;
        }

        String table() {
            return mark.isEmpty() ? "" : mark.getFirst();
        }

        /// @return false when the time is up, or as much was looked at as was asked for; the mark says where
        boolean of(Named named) {
            boolean here = named.table().equals(table());
            String from = here ? mark.get(1) : "";
            @Nullable String after = here && !mark.get(2).isEmpty() ? mark.get(2) : null;
            Optional<CatalogedTable> table = catalog.find(database, named.table());
            if (table.isEmpty()) {
                return true;
            }
            PlaceCheck.Looked looked = places.table(named.dataset(), table.get());
            for (CatalogedPartition partition : partitions(named.table())) {
                String location = Objects.toString(partition.location());
                if (location.compareTo(from) < 0) {
                    continue;
                }
                if (!of(looked, partition, location, location.equals(from) ? after : null)) {
                    return false;
                }
            }
            return true;
        }

        private boolean of(
                PlaceCheck.Looked looked, CatalogedPartition partition, String location, @Nullable String from) {
            @Nullable String after = from;
            do {
                if (left <= 0 || deadline.isOver()) {
                    mark = List.of(looked.table().name(), location, Objects.toString(after, ""));
                    return false;
                }
                PlaceCheck.Page page = places.of(looked, partition, after, Math.min(PAGE, left), before);
                verified = verified.plus(page.verified());
                left -= Math.max(LEAST, page.objects());
                after = page.next();
            } while (after != null);
            return true;
        }

        private List<CatalogedPartition> partitions(String table) {
            return catalog.partitions(database, table).stream()
                    .sorted(Comparator.comparing(partition -> Objects.toString(partition.location())))
                    .toList();
        }
    }
}
