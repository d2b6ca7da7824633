package dev.millrace.cli.stack;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Printable;
import dev.millrace.faults.UnreadableRecord;
import dev.millrace.local.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The audit table as people ask about it.
public final class AuditView {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ID_START = Pattern.compile("[0-9a-f]{8,63}");

    /// S3's version ids hold no number sign; `null` is that of an object without version.
    private static final Pattern VERSION = Pattern.compile("(.+)#(?!null$)([^#]+)", Pattern.DOTALL);

    private static final int PARALLEL = 12;

    private final Stack stack;
    private final AuditReader reader;

    public AuditView(Stack stack) {
        this(stack, problem -> {});
    }

    /// @param unreadable is told of each item that cannot be read
    public AuditView(Stack stack, Consumer<UnreadableRecord> unreadable) {
        this.stack = stack;
        this.reader = stack.audit(unreadable);
    }

    public Optional<AuditRecord> byId(ObjectId oid) {
        return reader.byId(oid);
    }

    /// The records with some ids, newest first; those that are not there are left out. Each is read by
    /// itself: reading many at once would take a right that nothing else here needs.
    public List<AuditRecord> byIds(List<ObjectId> oids) {
        return together(oids.stream()
                .map(oid ->
                        (Callable<List<AuditRecord>>) () -> byId(oid).stream().toList())
                .toList());
    }

    /// The records in some states that changed since a time, newest first.
    public List<AuditRecord> inStates(Set<AuditState> states, Instant since) {
        return together(states.stream()
                .map(state -> (Callable<List<AuditRecord>>) () -> reader.byState(state, since))
                .toList());
    }

    /// The same for one dataset, whatever its cadence is or was.
    public List<AuditRecord> ofDataset(String dataset, Set<AuditState> states, Instant since) {
        return together(partitions(dataset)
                .flatMap(partition -> states.stream()
                        .map(state -> (Callable<List<AuditRecord>>) () -> reader.byDataset(partition, state, since)))
                .toList());
    }

    /// The records of a dataset in a state that last changed within a span, both ends included, read while they are
    /// used: of each cadence the oldest first.
    public Stream<AuditRecord> pages(String dataset, AuditState state, Instant from, Instant to) {
        return partitions(dataset).flatMap(partition -> reader.byDataset(partition, state, from, to));
    }

    /// The records of all versions of a key in a partition.
    public List<AuditRecord> versionsIn(String partition, String bucket, String key) {
        return reader.byKey(partition, bucket, key);
    }

    private static Stream<String> partitions(String dataset) {
        Stream<String> known = AuditKey.partitions(dataset).stream();
        return AuditKey.UNMATCHED.endsWith("/" + dataset) ? Stream.concat(known, Stream.of(AuditKey.UNMATCHED)) : known;
    }

    /// The record that a person names: by object id or the start of one, key, `key#versionId`, or `s3://bucket/key`.
    ///
    /// @return of a key without version, the record of its newest version
    public AuditRecord named(String object) {
        if (ID.matcher(object).matches()) {
            return byId(new ObjectId(object)).orElseThrow(() -> unknown(object));
        }
        if (ID_START.matcher(object).matches()) {
            Optional<AuditRecord> found = byIdStart(object);
            if (found.isPresent()) {
                return found.get();
            }
        }
        String bucket = stack.output("LandingBucket");
        String key = key(object, bucket);
        return version(bucket, key)
                .or(() -> versions(bucket, key).stream().findFirst())
                .orElseThrow(() -> unknown(object));
    }

    /// The key that a person means by a key or `s3://bucket/key`.
    private static String key(String object, String bucket) {
        String place = "s3://" + bucket + "/";
        if (object.startsWith("s3://") && !object.startsWith(place)) {
            throw new UserError("Records are of objects in the landing bucket, %s".formatted(place));
        }
        return object.startsWith(place) ? object.substring(place.length()) : object;
    }

    /// The record that `key#versionId` names; empty when this is all a key.
    private Optional<AuditRecord> version(String bucket, String object) {
        Matcher parts = VERSION.matcher(object);
        return parts.matches()
                ? byId(new ObjectVersion(bucket, parts.group(1), parts.group(2)).id())
                : Optional.empty();
    }

    private Optional<AuditRecord> byIdStart(String start) {
        List<AuditRecord> found = inStates(EnumSet.allOf(AuditState.class), Instant.EPOCH).stream()
                .filter(r -> r.oid().hex().startsWith(start))
                .toList();
        if (found.size() > 1) {
            throw new UserError(
                    "%d objects have an id that begins with %s. Give more of it.".formatted(found.size(), start));
        }
        return found.stream().findFirst();
    }

    /// All versions of a key, the latest arrival first.
    private List<AuditRecord> versions(String bucket, String key) {
        Stream<String> likely = stack.contracts().current().owning(key).stream()
                .flatMap(contract -> partitions(contract.pin().dataset()));
        List<AuditRecord> found = Stream.concat(likely, Stream.of(AuditKey.UNMATCHED))
                .flatMap(partition -> reader.byKey(partition, bucket, key).stream())
                .toList();
        // The key's contract may have been another one when it arrived.
        List<AuditRecord> all = found.isEmpty()
                ? inStates(EnumSet.allOf(AuditState.class), Instant.EPOCH).stream()
                        .filter(r -> r.version().key().equals(key))
                        .toList()
                : found;
        return all.stream()
                .sorted(Comparator.comparing(AuditRecord::arrived).reversed())
                .toList();
    }

    private UserError unknown(String object) {
        return new UserError(
                "No audit record of '%s'. An object is named by its id (or 8 digits of it), key, key#versionId or s3://bucket/key; %s lists them."
                        .formatted(Printable.of(object, 200), stack.commands().ls()));
    }

    private static List<AuditRecord> together(Collection<Callable<List<AuditRecord>>> questions) {
        var all = new ArrayList<AuditRecord>();
        try (var threads = Executors.newFixedThreadPool(PARALLEL)) {
            for (Future<List<AuditRecord>> answer : threads.invokeAll(questions)) {
                all.addAll(answer.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted while the audit table was read", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
        all.sort(Comparator.comparing(AuditRecord::time).reversed());
        return all;
    }
}
