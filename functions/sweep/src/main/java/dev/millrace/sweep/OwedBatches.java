package dev.millrace.sweep;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchTries;
import dev.millrace.audit.batches.BatchTries.Tries;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.batches.BatchExecutions;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the batches that are owed: of datasets with a file that FAILED, or one that waits though a batch was
/// due since. Whatever kept it - a fault, a start that never came, another batch that was at work - its files
/// tell.
///
/// Tries come 5 minutes after the trouble, then ever more rarely, up to 6 hours apart, and are counted: a file
/// that fails each time costs some batches a window, and no more.
final class OwedBatches implements Sweep.Part {
    /// So many tries a window: the last ones come on the fourth day.
    static final int MOST = 20;

    private static final Logger LOG = LoggerFactory.getLogger(OwedBatches.class);
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(6);

    /// Of waiting files, oldest first.
    private static final int LOOKED_AT = 1_000;

    private final Batches batches;
    private final BatchTries tries;
    private final AuditReader reader;
    private final AuditTable audit;
    private final Supplier<ContractIndex> contracts;
    private final BatchExecutions executions;
    private final Map<Cadence, Schedule> schedules;

    /// @param schedules of the cadences of which the stack runs batches
    OwedBatches(
            Batches batches,
            BatchTries tries,
            AuditReader reader,
            AuditTable audit,
            Supplier<ContractIndex> contracts,
            BatchExecutions executions,
            Map<Cadence, Schedule> schedules) {
        this.batches = batches;
        this.tries = tries;
        this.reader = reader;
        this.audit = audit;
        this.contracts = contracts;
        this.executions = executions;
        this.schedules = Map.copyOf(schedules);
    }

    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        for (ContractRef contract : contracts.get().contracts()) {
            Schedule schedule = schedules.get(contract.cadence());
            String dataset = contract.pin().dataset();
            if (schedule != null && !contract.retired() && !deadline.isOver()) {
                Sweep.attempt(
                        "owed batch of " + dataset,
                        findings,
                        () -> lookAfter(dataset, contract.cadence(), schedule, now, findings));
            }
        }
    }

    private void lookAfter(String dataset, Cadence cadence, Schedule schedule, Instant now, SweepReport findings) {
        if (batches.running(dataset).isPresent()) {
            return;
        }
        Instant due = schedule.lastDue(now.minus(FIRST));
        Optional<Tries> known = tries.of(dataset);
        Optional<AuditRecord> owed = owed(dataset, due, now);
        if (owed.isEmpty()) {
            known.ifPresent(over -> tries.forget(dataset));
            return;
        }
        Optional<Tries> before = known.filter(tried -> tried.window().equals(due));
        int tried = before.map(Tries::batches).map(Set::size).orElse(0);
        Instant since = before.map(Tries::last)
                .filter(last -> last.isAfter(owed.get().time()))
                .orElse(owed.get().time());
        if (tried < MOST && !since.plus(pause(tried)).isAfter(now)) {
            start(BatchRef.at(dataset, cadence.text(), now), owed.get(), due, known, before, now, findings);
        }
    }

    /// Written down first: a start that is refused counts, and the next try comes later.
    private void start(
            BatchRef ref,
            AuditRecord owed,
            Instant due,
            Optional<Tries> known,
            Optional<Tries> before,
            Instant now,
            SweepReport findings) {
        var names = new HashSet<>(before.map(Tries::batches).orElse(Set.of()));
        names.add(ref.batch());
        boolean told = before.map(Tries::told).orElse(owed.course().failingSince() != null);
        if (tries.write(ref.dataset(), known, new Tries(due, now, names, told))) {
            LOG.warn("Batch {} is owed, such as to {}, which is {}", ref, owed.version(), owed.state());
            executions.start(ref);
            findings.count(SweepReport.Kind.BATCHES_STARTED);
        }
    }

    /// How long the sweep waits before it tries once more.
    ///
    /// @param tried how often it did in the window
    static Duration pause(int tried) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(tried, 10));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    /// A file to which a batch is owed.
    ///
    /// @param due when batches of the dataset were due last
    private Optional<AuditRecord> owed(String dataset, Instant due, Instant now) {
        return first(dataset, AuditState.FAILED, now, record -> true)
                .or(() -> first(dataset, AuditState.NEW, now, record -> waitsTooLong(record, due)));
    }

    /// Those that failed and were replayed by a person, those that wait since before batches were due, and
    /// those that a batch let go on without taking them. What a person released since waits for the next one.
    private static boolean waitsTooLong(AuditRecord record, Instant due) {
        boolean released = record.course().waived();
        Instant recorded = record.history().isEmpty()
                ? record.arrived()
                : record.history().getFirst().at();
        return !record.time().isAfter(due)
                || record.course().failingSince() != null
                || (!released && !recorded.isAfter(due));
    }

    /// The index lags, so the record itself is asked.
    private Optional<AuditRecord> first(String dataset, AuditState state, Instant now, Predicate<AuditRecord> wanted) {
        for (String partition : AuditKey.partitions(dataset)) {
            try (Stream<AuditRecord> seen = reader.byDataset(partition, state, Instant.EPOCH, now)) {
                Optional<AuditRecord> found = seen.limit(LOOKED_AT)
                        .filter(wanted)
                        .flatMap(record -> audit.find(record.oid()).stream())
                        .filter(record -> record.state() == state && wanted.test(record))
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
