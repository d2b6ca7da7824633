package dev.millrace.updatebatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.files.Removal;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.contract.Cadence;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RunManifest;
import dev.millrace.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Up to three versions of a key, in each order in which batches may come to take them, in one batch or in
/// two, and any of them refused at first and released after all others have landed. Every version has one
/// row, of the same primary key. The job is a model of the real one. After each batch the rows in the table
/// are those of INGESTED files, and the newest version's row is the one that stays.
@Tag("H006")
class EveryOrderOfABatchTest {
    private static final Instant LANDED = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant RELEASED = LANDED.plus(Duration.ofHours(9));

    private final BatchOfOrders orders = new BatchOfOrders();

    /// What is in the table, by object id.
    private final Map<String, Row> table = new HashMap<>();

    private int batch;

    @AfterEach
    void close() {
        orders.close();
    }

    /// @param place of its file in the manifest; -1 when an earlier batch wrote it
    private record Row(String key, String oid, Instant arrived, int place) {
        boolean isNewerThan(Row other) {
            int later = arrived.compareTo(other.arrived);
            return later > 0 || (later == 0 && place > other.place);
        }

        Row before() {
            return new Row(key, oid, arrived, -1);
        }
    }

    /// @param taken numbers of the versions in the order in which batches take them
    /// @param released which of them are released
    /// @param first how many of them the first batch takes
    private record Case(int number, List<Integer> taken, Set<Integer> released, int first) {
        String key() {
            return "events/orders/%04d.csv".formatted(number);
        }
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (int versions = 1; versions <= 3; versions++) {
            for (List<Integer> taken : permutations(versions)) {
                for (int subset = 0; subset < 1 << versions; subset++) {
                    int bits = subset;
                    Set<Integer> released =
                            taken.stream().filter(v -> (bits >> v & 1) == 1).collect(Collectors.toSet());
                    for (int first = Math.max(1, versions - 1); first <= versions; first++) {
                        cases.add(new Case(cases.size(), taken, released, first));
                    }
                }
            }
        }
        return cases;
    }

    private static List<List<Integer>> permutations(int versions) {
        List<List<Integer>> all = List.of(List.of());
        for (int version = 0; version < versions; version++) {
            var longer = new ArrayList<List<Integer>>();
            for (List<Integer> shorter : all) {
                for (int at = 0; at <= shorter.size(); at++) {
                    var one = new ArrayList<>(shorter);
                    one.add(at, version);
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }

    @Test
    void ofVersionsThatReplaceEachOther() {
        endsAsTheirOrderSays(true);
    }

    @Test
    void ofVersionsThatAreAppended() {
        orders.contracts.apply(Samples.contractWith("value: replace", "value: append"));
        endsAsTheirOrderSays(false);
    }

    private void endsAsTheirOrderSays(boolean replace) {
        List<Case> cases = cases();
        Map<Case, Map<Integer, AuditRecord>> refused = new HashMap<>();
        cases.forEach(c -> refused.put(c, c.released().stream().collect(Collectors.toMap(v -> v, v -> refused(c, v)))));
        Map<Case, Map<Integer, AuditRecord>> taken = new HashMap<>();
        for (int round = 0; round < 2; round++) {
            var files = new ArrayList<AuditRecord>();
            for (Case c : cases) {
                List<Integer> some = round == 0
                        ? c.taken().subList(0, c.first())
                        : c.taken().subList(c.first(), c.taken().size());
                for (int version : some) {
                    AuditRecord original =
                            Objects.requireNonNull(refused.get(c)).get(version);
                    AuditRecord file = original == null ? landed(c, version) : released(original);
                    taken.computeIfAbsent(c, x -> new HashMap<>()).put(version, file);
                    files.add(file);
                }
            }
            batch(files);
            taken.forEach((c, versions) -> requireRight(c, versions, replace));
        }
    }

    private void requireRight(Case c, Map<Integer, AuditRecord> versions, boolean replace) {
        int newest = versions.keySet().stream().mapToInt(v -> v).max().orElseThrow();
        Set<String> ingested = versions.values().stream()
                .map(orders::now)
                .filter(record -> record.state() == AuditState.INGESTED)
                .map(record -> record.oid().hex())
                .collect(Collectors.toSet());
        String last = Objects.requireNonNull(versions.get(newest)).oid().hex();
        assertThat(table.values())
                .filteredOn(row -> row.key().equals(c.key()))
                .as(c.toString())
                .extracting(Row::oid)
                .containsExactly(last);
        if (replace) {
            assertThat(ingested).as(c.toString()).containsExactly(last);
        } else {
            assertThat(ingested).as(c.toString()).hasSize(versions.size());
        }
    }

    private AuditRecord landed(Case c, int version) {
        return recorded(c.key(), "v" + version, LANDED.plusSeconds(version), order(version), null);
    }

    private static VersionOrder order(int version) {
        return VersionOrder.of("%016X".formatted(version + 1)).orElseThrow();
    }

    private AuditRecord refused(Case c, int version) {
        AuditRecord record = landed(c, version);
        orders.audit.claim(record.oid(), "ing-1", "a test", Duration.ofMinutes(10));
        return orders.moved(
                record, new Move.Refused("line 3", 1, "x.json", null, null), new Move.SetAside("failed/x.csv"));
    }

    private AuditRecord released(AuditRecord original) {
        return recorded(
                original.version().key(),
                "released-" + original.version().versionId(),
                RELEASED.minus(Duration.between(LANDED, original.arrived())),
                original.order().justAfter(Optional.empty()),
                original.oid().hex());
    }

    private AuditRecord recorded(
            String key, String versionId, Instant arrived, VersionOrder order, @Nullable String original) {
        var version = new ObjectVersion("landing", key, versionId);
        return orders.audit.create(new NewRecord(
                AuditKey.of(Cadence.DAILY, Samples.DATASET, version),
                version,
                AuditState.NEW,
                arrived,
                100,
                "etag",
                null,
                null,
                null,
                null,
                order,
                original,
                null));
    }

    /// Takes files in this order through a batch, up to what the sweep does after it.
    private void batch(List<AuditRecord> files) {
        orders.clock.pass(Duration.ofDays(1));
        BatchRef ref = BatchRef.at(Samples.DATASET, "daily", LANDED.plus(Duration.ofDays(++batch)));
        orders.begun(ref);
        orders.lists(ref);
        files.forEach(orders::staged);
        orders.ask("Prepare Job", ref);
        run(orders.manifest(ref).orElseThrow());
        orders.curated(ref);
        assertThat(orders.ask("Mark Batch Ingested", ref).path("outcome").asText())
                .isEqualTo("SUCCEEDED");
        for (Removal removal : orders.removals.due(orders.clock.instant())) {
            orders.removals.targets(removal).forEach(target -> orders.removals.taken(removal, target, "a test"));
        }
    }

    /// What the job does: rows of its own files and of versions that they replace go, and of each primary key
    /// the newest row stays, by arrival, then by the manifest's order.
    private void run(RunManifest manifest) {
        var gone = new HashSet<String>();
        for (InputFile file : manifest.files()) {
            gone.add(file.oid());
            gone.addAll(file.replaces());
        }
        var rows = new ArrayList<Row>();
        table.values().stream()
                .filter(row -> !gone.contains(row.oid()))
                .map(Row::before)
                .forEach(rows::add);
        Set<String> replaced = manifest.files().stream()
                .flatMap(file -> file.replaces().stream())
                .collect(Collectors.toSet());
        for (int place = 0; place < manifest.files().size(); place++) {
            InputFile file = manifest.files().get(place);
            if (!replaced.contains(file.oid())) {
                rows.add(new Row(file.key(), file.oid(), file.arrived(), place));
            }
        }
        Map<String, Row> newest = new HashMap<>();
        rows.forEach(row -> newest.merge(row.key(), row, (a, b) -> b.isNewerThan(a) ? b : a));
        table.clear();
        newest.values().forEach(row -> table.put(row.oid(), row));
    }
}
