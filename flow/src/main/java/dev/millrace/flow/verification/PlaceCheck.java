package dev.millrace.flow.verification;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.removals.Removals;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.flow.commands.Commands;
import dev.millrace.protocols.RunJournal;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds what lies where the catalog's partitions point against the records, without a query: each file of an object
/// that is ingested on arrival is named by its id, as is one with rows that are set aside, and each folder of a run by
/// its batch.
///
/// Rows inside the files of a run are not looked at; a query does that.
final class PlaceCheck {
    private static final Pattern OBJECT = Pattern.compile("(?:.*/)?([0-9a-f]{64})(?:\\.[0-9]{8}T[0-9]{6}Z)?\\.parquet");
    private static final Pattern RUN = Pattern.compile("run=([0-9]{8}T[0-9]{6}Z)/.*");

    private final LakePlaces places;
    private final AuditTable audit;
    private final Removals removals;
    private final Batches batches;
    private final Commands commands;
    private final Advised advised;

    PlaceCheck(LakePlaces places, AuditTable audit, Removals removals, Batches batches, Commands commands) {
        this.places = places;
        this.audit = audit;
        this.removals = removals;
        this.batches = batches;
        this.commands = commands;
        this.advised = new Advised(commands);
    }

    /// A table whose partitions are looked at.
    ///
    /// @param batches of its dataset, by their ids
    record Looked(String dataset, CatalogedTable table, Map<String, Batch> batches) {}

    /// What was found at some objects of a partition.
    ///
    /// @param next after which object the rest comes; null when that was all
    /// @param objects how many objects were looked at
    record Page(Verified verified, @Nullable String next, int objects) {}

    Looked table(String dataset, CatalogedTable table) {
        return new Looked(
                dataset,
                table,
                batches.of(dataset).stream()
                        .collect(Collectors.toMap(b -> b.ref().batch(), Function.identity())));
    }

    /// Checks some objects of a partition; where it begins, also the partition itself.
    ///
    /// @param after null for the partition's begin
    /// @param before records that changed later are passed over
    Page of(Looked looked, CatalogedPartition partition, @Nullable String after, int limit, Instant before) {
        String location = String.valueOf(partition.location());
        if (!location.startsWith(looked.table().location())) {
            return new Page(
                    wrong(
                            looked,
                            location,
                            "The partition %s points outside of the table's folder %s"
                                    .formatted(
                                            partition.values(), looked.table().location()),
                            "Find out who changed the catalog; point the partition back with glue update-partition"),
                    null,
                    0);
        }
        LakePlaces.Page page = places.below(location, after, limit);
        Optional<String> run = run(looked.table(), location);
        Verified verified = after == null && run.isPresent()
                ? ofRun(looked, location, run.get(), page.names().isEmpty(), before)
                : Verified.NOTHING;
        return new Page(
                verified.plus(ofObjects(looked, location, run, page.names(), before)),
                page.next(),
                page.names().size());
    }

    private static Optional<String> run(CatalogedTable table, String location) {
        Matcher run = RUN.matcher(location.substring(table.location().length()));
        return run.matches() ? Optional.of(run.group(1)) : Optional.empty();
    }

    /// A run's folder is to be that of a batch which is committed, or at it.
    private Verified ofRun(Looked looked, String location, String run, boolean empty, Instant before) {
        Batch batch = looked.batches().get(run);
        if (batch == null) {
            return wrong(
                    looked,
                    location,
                    "The partition lies in the folder of a run of which there is no batch",
                    commands.batches(looked.dataset()));
        }
        if (!batch.committed()) {
            boolean inHand = batch.state() == BatchState.RUNNING
                    || batch.ended() == null
                    || !batch.ended().isBefore(before);
            return inHand
                    ? Verified.passed()
                    : wrong(
                            looked,
                            location,
                            "The partition lies in the folder of the batch %s, which is %s"
                                    .formatted(run, batch.state()),
                            advised.batch(batch.ref().cadence(), looked.dataset()));
        }
        String folder = RunJournal.folder(looked.table().location(), run);
        if (empty && places.below(folder, null, 1000).names().isEmpty()) {
            return wrong(
                    looked,
                    location,
                    "The partition points to a folder in which nothing lies, nor in any other of its run",
                    "Somebody deleted the run's files: the lake bucket keeps them for NoncurrentDays (docs/verify.md)");
        }
        return Verified.right();
    }

    private Verified ofObjects(
            Looked looked, String location, Optional<String> run, List<String> names, Instant before) {
        var found = new ArrayList<Map.Entry<String, ObjectId>>();
        Verified verified = Verified.NOTHING;
        for (String name : names) {
            Matcher object = OBJECT.matcher(name);
            if (object.matches()) {
                found.add(Map.entry(name, new ObjectId(object.group(1))));
            } else if (run.isEmpty()) {
                verified = verified.plus(wrong(
                        looked,
                        location + name,
                        "A query reads this file, which Millrace did not write",
                        "Find out who put it, then delete it"));
            }
        }
        var standing = new Standing(audit, removals, before);
        standing.read(found.stream().map(Map.Entry::getValue).toList());
        for (Map.Entry<String, ObjectId> one : found) {
            verified = verified.plus(ofObject(looked, location + one.getKey(), one.getValue(), standing));
        }
        return verified;
    }

    private Verified ofObject(Looked looked, String place, ObjectId oid, Standing standing) {
        if (standing.of(oid).isEmpty()) {
            return wrong(
                    looked, place, "A query reads this file of an object " + standing.unknown(oid), Advised.UNKNOWN);
        }
        AuditRecord record = standing.of(oid).get();
        if (record.state() == AuditState.INGESTED) {
            return Verified.right();
        }
        return standing.inHand(record)
                ? Verified.passed()
                : wrong(
                        looked,
                        place,
                        "A query reads this file of an object that is " + record.state(),
                        advised.rowsOf(record));
    }

    private static Verified wrong(Looked looked, String object, String what, String todo) {
        return Verified.wrong(new Violation(looked.dataset(), looked.table().name(), object, what, todo));
    }
}
