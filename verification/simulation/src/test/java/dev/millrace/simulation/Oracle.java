package dev.millrace.simulation;

import static dev.millrace.audit.files.AuditState.APPLIED;
import static dev.millrace.audit.files.AuditState.GONE;
import static dev.millrace.audit.files.AuditState.HELD;
import static dev.millrace.audit.files.AuditState.IGNORED;
import static dev.millrace.audit.files.AuditState.INGESTED;
import static dev.millrace.audit.files.AuditState.REJECTED;
import static dev.millrace.audit.files.AuditState.SUPERSEDED;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.InMemoryAudit;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.testing.InMemoryS3;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says at the end of time what broke which promise. It knows what partners did and what `docs/guarantees.md`
/// promises, and nothing of how the promises are kept.
final class Oracle {
    private final InMemoryAudit audit;
    private final InMemoryS3 s3;
    private final Landing landing;
    private final Mishaps mishaps;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<ObjectId, AuditRecord> records = new HashMap<>();

    Oracle(InMemoryAudit audit, InMemoryS3 s3, Landing landing, Mishaps mishaps) {
        this.mishaps = mishaps;
        this.audit = audit;
        this.s3 = s3;
        this.landing = landing;
    }

    List<Violation> judge() {
        audit.records().forEach(record -> records.put(record.oid(), record));
        landing.uploads().forEach(this::judge);
        groups(u -> u.policy + "\n" + u.text).forEach(this::judgeCopies);
        groups(u -> u.version.key()).forEach(this::judgeVersions);
        violations.addAll(new LakeOracle(
                        s3, landing, u -> state(u).filter(s -> s == INGESTED).isPresent())
                .judge());
        requireThat(!audit.removalsAreOpen(), "nothing is stuck", null, "rows are still to be withdrawn");
        requireThat(!audit.owes(), "notices", null, "notices are still owed, or counted and not told");
        return violations;
    }

    private List<List<Uploaded>> groups(Function<Uploaded, String> by) {
        return List.copyOf(landing.uploads().stream()
                .filter(u -> u.policy != null && u.kind != Kind.MARKER && u.kind != Kind.CONTROL)
                .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()))
                .values());
    }

    private void judge(Uploaded uploaded) {
        AuditRecord record = records.get(uploaded.oid);
        if (record == null) {
            requireThat(uploaded.deleted != null, "nothing is lost", uploaded, "nobody recorded it");
            return;
        }
        boolean closed = record.state().terminal() || record.state() == HELD;
        requireThat(closed, "nothing is stuck", uploaded, "it ends as " + record.state() + ": " + record.reason());
        if (closed) {
            Optional<String> wrong = wrong(uploaded, record);
            requireThat(
                    wrong.isEmpty(),
                    "the right end",
                    uploaded,
                    "it ends as %s (%s): %s".formatted(record.state(), record.reason(), wrong.orElse("")));
            requireNotices(uploaded, record);
        }
        requireBytes(uploaded, record);
    }

    /// What is wrong with an object's end by itself; empty when it may end so.
    private Optional<String> wrong(Uploaded uploaded, AuditRecord record) {
        if (record.state() == GONE) {
            return wrongUnless(uploaded.deleted != null, "nobody deleted it");
        }
        return switch (uploaded.kind) {
            case UNMATCHED -> wrongUnless(record.state() == REJECTED, "no contract matches it");
            case MARKER -> wrongUnless(record.state() == IGNORED, "it is a marker");
            case CONTROL ->
                wrongUnless(
                        record.state() == APPLIED || record.state() == SUPERSEDED || unlucky(uploaded, record),
                        "it is a control file");
            case TOO_BIG ->
                wrongUnless(record.state() == HELD || (record.state() == IGNORED && uploaded.decided), "it is too big");
            case BAD -> wrongUnless(record.state() == REJECTED || outdated(uploaded, record), "it is bad");
            case CRASHES_VALIDATION, CRASHES_LOAD, KILLS_VALIDATION, KILLS_LOAD, KILLS_LATE ->
                wrongUnless(
                        (record.state() == REJECTED && aboutPoison(uploaded, record)) || outdated(uploaded, record),
                        "nobody can read it");
            case GOOD -> wrongGood(uploaded, record);
        };
    }

    /// It may also be refused because its key is taken.
    private static boolean aboutPoison(Uploaded uploaded, AuditRecord record) {
        return uploaded.requirePolicy().onNewVersion() == OnNewVersion.REFUSE || isSetAside(record);
    }

    private static boolean isSetAside(AuditRecord record) {
        return record.state() == REJECTED && String.valueOf(record.reason()).contains("could not be validated");
    }

    /// Whether it was set aside as it is written, since chance struck it again and again and spared others.
    private boolean unlucky(Uploaded uploaded, AuditRecord record) {
        return isSetAside(record) && mishaps.lookLikeAFaultOf(uploaded.oid);
    }

    /// Whether what became of it is nobody's decision.
    private boolean unlucky(Uploaded uploaded) {
        AuditRecord record = records.get(uploaded.oid);
        return record != null && unlucky(uploaded, record);
    }

    private Optional<String> wrongGood(Uploaded uploaded, AuditRecord record) {
        Policy policy = uploaded.requirePolicy();
        boolean copied = landing.uploads().stream()
                .anyMatch(other -> other.copyOf(uploaded)
                        && !(policy.onNewVersion() == OnNewVersion.REPLACE && other.sameKey(uploaded)));
        boolean oneOfSeveral = landing.versions(uploaded).size() > 1;
        return switch (record.state()) {
            case INGESTED -> Optional.empty();
            case HELD ->
                waits(uploaded)
                        ? wrongUnless(mayWait(uploaded), "its set is complete")
                        : wrongUnless(copied && policy.onDuplicate() == OnDuplicate.HOLD, "it is no duplicate");
            case IGNORED ->
                wrongUnless(
                        uploaded.decided || (copied && policy.onDuplicate() == OnDuplicate.SKIP), "it is no duplicate");
            case SUPERSEDED -> wrongUnless(outdated(uploaded, record), "no newer version was ingested");
            case REJECTED ->
                wrongUnless(
                        (oneOfSeveral && policy.onNewVersion() == OnNewVersion.REFUSE) || unlucky(uploaded, record),
                        "it is a good file");
            case GONE, NEW, VALIDATING, VALID, LOADING, INVALID, FAILED, APPLIED -> Optional.of("it is a good file");
        };
    }

    private static Optional<String> wrongUnless(boolean right, String wrong) {
        return right ? Optional.empty() : Optional.of(wrong);
    }

    /// Whether it is SUPERSEDED, and a newer version of its key was ingested.
    private boolean outdated(Uploaded uploaded, AuditRecord record) {
        return record.state() == SUPERSEDED
                && uploaded.requirePolicy().onNewVersion() == OnNewVersion.REPLACE
                && landing.versions(uploaded).stream()
                        .filter(uploaded::mayGiveWayTo)
                        .flatMap(other -> Optional.ofNullable(records.get(other.oid)).stream())
                        .anyMatch(Oracle::wasIngested);
    }

    private static boolean wasIngested(AuditRecord record) {
        return record.history().stream().anyMatch(entry -> entry.state() == INGESTED);
    }

    /// Of files with the same bytes one is loaded, unless their contract says otherwise.
    private void judgeCopies(List<Uploaded> copies) {
        Uploaded first = copies.getFirst();
        OnNewVersion onNewVersion = first.requirePolicy().onNewVersion();
        if (first.kind != Kind.GOOD) {
            return;
        }
        boolean load = first.requirePolicy().onDuplicate() == OnDuplicate.LOAD;
        long loaded = count(copies, INGESTED, u -> !waived(u));
        if (!load) {
            requireThat(
                    loaded <= 1,
                    "the same bytes are loaded once",
                    first,
                    loaded + " files with its bytes are ingested");
        }
        if (onNewVersion != OnNewVersion.APPEND
                || copies.stream().anyMatch(u -> touched(u) || unlucky(u) || waits(u))) {
            return;
        }
        long all = count(copies, INGESTED, u -> true);
        requireThat(
                all == (load ? copies.size() : 1),
                "every good file is loaded",
                first,
                all + " of " + copies.size() + " files with its bytes are ingested");
    }

    /// Of the versions of a key, `replace` leaves the newest and `refuse` one.
    private void judgeVersions(List<Uploaded> versions) {
        Uploaded first = versions.getFirst();
        Policy policy = first.requirePolicy();
        if (policy.onNewVersion() == OnNewVersion.APPEND) {
            return;
        }
        List<Uploaded> ingested = versions.stream()
                .filter(u -> state(u).filter(s -> s == INGESTED).isPresent())
                .toList();
        requireThat(
                ingested.size() <= 1,
                "one version of a key",
                first,
                ingested.size() + " versions of its key are ingested");
        List<Uploaded> wanted = versions.stream()
                .filter(u -> u.kind == Kind.GOOD && !touched(u) && !unlucky(u))
                .filter(u -> state(u).filter(s -> s == HELD || s == IGNORED).isEmpty())
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        if (policy.onNewVersion() == OnNewVersion.REPLACE) {
            Uploaded newest = wanted.getLast();
            boolean aNewerOne = ingested.stream().anyMatch(u -> u.place > newest.place);
            requireThat(
                    aNewerOne || state(newest).filter(s -> s == INGESTED).isPresent(),
                    "the newest version is loaded",
                    newest,
                    "it is " + state(newest));
        } else if (versions.stream().noneMatch(this::mayHaveHeldItsKey)) {
            requireThat(ingested.size() == 1, "every good file is loaded", first, "no version of its key is ingested");
        }
    }

    /// Whether it may have been accepted, so that others were refused, and yet not been loaded.
    private boolean mayHaveHeldItsKey(Uploaded uploaded) {
        return switch (uploaded.kind) {
            case CRASHES_LOAD, KILLS_LOAD, KILLS_LATE -> true;
            case GOOD, BAD, UNMATCHED, MARKER, CONTROL, TOO_BIG, CRASHES_VALIDATION, KILLS_VALIDATION ->
                touched(uploaded) || unlucky(uploaded);
        };
    }

    private boolean waits(Uploaded uploaded) {
        AuditRecord record = records.get(uploaded.oid);
        return record != null && record.state() == HELD && record.course().waitsFor() != null;
    }

    /// Whether its set is not complete; or may seem so, since chance struck one of it down.
    private boolean mayWait(Uploaded uploaded) {
        return !SetOracle.isComplete(uploaded, landing.uploads())
                || landing.uploads().stream().anyMatch(other -> SetOracle.sameSet(uploaded, other) && unlucky(other));
    }

    private Optional<AuditState> state(Uploaded uploaded) {
        return Optional.ofNullable(records.get(uploaded.oid)).map(AuditRecord::state);
    }

    private long count(List<Uploaded> uploads, AuditState state, Predicate<Uploaded> which) {
        return uploads.stream()
                .filter(which)
                .filter(u -> state(u).filter(s -> s == state).isPresent())
                .count();
    }

    private boolean waived(Uploaded uploaded) {
        AuditRecord record = records.get(uploaded.oid);
        return record != null && record.course().waived();
    }

    /// Whether a person had a hand in what became of it.
    private static boolean touched(Uploaded uploaded) {
        return uploaded.deleted != null || uploaded.decided;
    }

    private void requireNotices(Uploaded uploaded, AuditRecord record) {
        requireThat(
                record.course().owed() == null,
                "notices",
                uploaded,
                "it owes " + record.course().owed());
        Arrays.stream(NoticeKind.values())
                .filter(kind -> kind.name().equals(record.state().name()))
                .map(kind -> kind.mark(record.fence()))
                .forEach(mark ->
                        requireThat(record.notices().contains(mark), "notices", uploaded, "nobody was told " + mark));
    }

    private void requireBytes(Uploaded uploaded, AuditRecord record) {
        if (uploaded.deleted != null) {
            return;
        }
        String failedKey = record.failedKey();
        Optional<byte[]> bytes =
                failedKey == null ? Buckets.bytes(s3, uploaded.version) : s3.bytes(Simulation.FAILED, failedKey);
        requireThat(
                bytes.filter(b -> Arrays.equals(b, uploaded.bytes())).isPresent(),
                "no byte is lost",
                uploaded,
                "its bytes are not where its record says");
        requireThat(
                (record.state() == REJECTED) == (failedKey != null) && landing.isThere(uploaded) == (failedKey == null),
                "refused files are moved",
                uploaded,
                "it is %s, and in the failed bucket: %s".formatted(record.state(), failedKey));
    }

    private void requireThat(boolean holds, String promise, @Nullable Uploaded uploaded, String how) {
        if (!holds) {
            violations.add(new Violation(
                    promise,
                    uploaded == null ? null : uploaded.oid,
                    Objects.toString(uploaded, "the whole") + ": " + how));
        }
    }
}
