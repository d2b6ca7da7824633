package dev.millrace.simulation;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.audit.files.InMemoryAudit;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.flow.landing.FailedPlace;
import dev.millrace.testing.InMemoryS3;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;

/// Sees to what must hold at every instant.
final class Watch {
    private static final Pattern ROWS = Pattern.compile("[^_].*/([0-9a-f]{64})\\.txt");

    private final InMemoryAudit audit;
    private final InMemoryS3 s3;
    private final Landing landing;
    private final Trace trace;
    private final List<Violation> violations = new ArrayList<>();

    Watch(InMemoryAudit audit, InMemoryS3 s3, Landing landing, Trace trace) {
        this.audit = audit;
        this.s3 = s3;
        this.landing = landing;
        this.trace = trace;
    }

    List<Violation> violations() {
        return violations;
    }

    /// A record changed.
    void changed(@Nullable AuditRecord before, AuditRecord after) {
        trace.note(
                after.oid(),
                () -> "record is %s, %s, order %s, fence %d, held by %s, owes %s: %s"
                        .formatted(
                                after.state(),
                                after.version(),
                                after.order().text(),
                                after.fence(),
                                after.claimant(),
                                after.course().owed(),
                                after.history().getLast().by()));
        if (before == null) {
            requireThat(
                    AuditState.FIRST.contains(after.state()), "legal moves", after, "it begins as " + after.state());
            return;
        }
        List<HistoryEntry> kept = after.history()
                .subList(0, Math.min(before.history().size(), after.history().size()));
        requireThat(kept.equals(before.history()), "kept history", after, "its history was changed");
        requireLegal(
                before,
                after,
                after.history().subList(kept.size(), after.history().size()));
        requireOwed(before, after);
        requireComplete(after);
    }

    private void requireComplete(AuditRecord after) {
        if (after.state() == AuditState.LOADING) {
            landing.find(after.oid())
                    .ifPresent(uploaded -> requireThat(
                            SetOracle.isComplete(uploaded, landing.uploads()),
                            "sets are complete",
                            after,
                            "it is loaded, but its set is not complete"));
        }
    }

    private void requireLegal(AuditRecord before, AuditRecord after, List<HistoryEntry> added) {
        AuditState state = before.state();
        long fence = before.fence();
        for (HistoryEntry entry : added) {
            // A note about a record that stays as it is is no move.
            boolean legal = state.next().contains(entry.state())
                    || (entry.state() == state && (state.terminal() || state == AuditState.HELD));
            requireThat(legal, "legal moves", after, state + " to " + entry.state());
            requireThat(
                    entry.fence() == fence || entry.fence() == fence + 1,
                    "fences",
                    after,
                    "%s by attempt %d, while attempt %d holds it".formatted(entry.state(), entry.fence(), fence));
            state = entry.state();
            fence = entry.fence();
        }
        requireThat(after.state() == state, "kept history", after, after.state() + " is not in its history");
    }

    private void requireOwed(AuditRecord before, AuditRecord after) {
        Optional<NoticeKind> kind = Arrays.stream(NoticeKind.values())
                .filter(k -> k.name().equals(after.state().name()))
                .findFirst();
        boolean goesOnByItself = after.course().waitsFor() != null;
        if (kind.isPresent() && before.state() != after.state() && !goesOnByItself) {
            requireThat(
                    kind.get().mark(after.fence()).equals(after.course().owed()),
                    "notices",
                    after,
                    "it becomes %s and owes %s"
                            .formatted(after.state(), after.course().owed()));
        }
    }

    /// A function is about to delete something.
    void deleting(DeleteObjectRequest request) {
        if (request.bucket().equals(Landing.BUCKET)) {
            deletingFile(new ObjectVersion(request.bucket(), request.key(), String.valueOf(request.versionId())));
        } else if (request.bucket().equals(Simulation.LAKE)) {
            deletingRows(request.key());
        }
    }

    private void deletingFile(ObjectVersion version) {
        Optional<byte[]> bytes = Buckets.bytes(s3, version);
        Optional<byte[]> copy = audit.record(version.id())
                .flatMap(record ->
                        s3.bytes(Simulation.FAILED, FailedPlace.of(record).fileKey()));
        boolean safe = bytes.isEmpty()
                || copy.filter(c -> Arrays.equals(c, bytes.get())).isPresent();
        if (!safe) {
            violations.add(
                    new Violation("no byte is lost", version.id(), version + " is deleted and stands nowhere else"));
        }
    }

    private void deletingRows(String key) {
        Matcher matcher = ROWS.matcher(key);
        if (!matcher.matches() || s3.bytes(Simulation.LAKE, key).isEmpty()) {
            return;
        }
        audit.record(new ObjectId(matcher.group(1)))
                .filter(record -> record.state() == AuditState.INGESTED)
                .filter(record ->
                        landing.find(record.oid()).filter(this::replaced).isEmpty())
                .ifPresent(record -> requireThat(
                        false, "rows stay until better ones are in", record, "rows of it are deleted: " + key));
    }

    /// Whether a newer version of its key is ingested, and takes its place.
    private boolean replaced(Uploaded uploaded) {
        return uploaded.requirePolicy().onNewVersion() == OnNewVersion.REPLACE
                && landing.versions(uploaded).stream()
                        .filter(uploaded::mayGiveWayTo)
                        .flatMap(other -> audit.record(other.oid).stream())
                        .anyMatch(other -> other.state() == AuditState.INGESTED);
    }

    private void requireThat(boolean holds, String promise, AuditRecord record, String how) {
        if (!holds) {
            violations.add(new Violation(promise, record.oid(), record.version() + ": " + how));
        }
    }
}
