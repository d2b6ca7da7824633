package dev.millrace.sweep;

import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.executions.Restarts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries FAILED files again. After a fault that passes by itself (throttled, a service out of order, an environment
/// that died): a minute later, then after two, four and so on, up to an hour. After others: five minutes after the
/// first fault, then an hour apart. Both ever more rarely in the end, up to a day.
///
/// A file that failed in three replays at least an hour apart, while other files of its dataset passed, is itself
/// the cause: it could not be validated, and is set aside. While nothing of the dataset passes it is an outage,
/// and the file waits. Those of daily and monthly datasets are left to their batches: [OwedBatches].
final class Replays implements Sweep.Part {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final String BY = "sweep";
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration NEXT = Duration.ofHours(1);
    private static final Duration MOST = Duration.ofHours(24);

    /// After a fault that passes by itself.
    private static final Duration SOON = Duration.ofMinutes(1);

    /// Faults of a service, or of what runs functions, by their simple names: the first word of the reason. `Unknown`
    /// and timeouts are none, since a file that is too much for a function ends so, too.
    private static final Set<String> PASSING = Set.of(
            "ServiceFault",
            "TooManyRequestsException",
            "ServiceException",
            "AWSLambdaException",
            "SdkClientException",
            "ClientExecutionTimeoutException");

    /// An environment that died before it took the file up.
    private static final String IN_INIT = "init error";

    /// After so many replays it is no outage that passes.
    private static final long DAY_OF_HOURS = 24;

    /// The first replay comes soon, three more an hour apart.
    private static final long ENOUGH = 4;

    /// In so many of the last pauses between failures another file must have passed.
    private static final int PAUSES = 3;

    private static final int LIMIT = 100;

    /// Of files that may have passed, of each kind, oldest first.
    private static final int LOOKED_AT = 1_000;

    private final AuditReader reader;
    private final AuditTable audit;
    private final Restarts restarts;
    private final Supplier<ContractIndex> contracts;

    Replays(AuditReader reader, AuditTable audit, Restarts restarts, Supplier<ContractIndex> contracts) {
        this.reader = reader;
        this.audit = audit;
        this.restarts = restarts;
        this.contracts = contracts;
    }

    /// Two passes, so that many files of one kind do not keep those of the other from their turn.
    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        ContractIndex inForce = contracts.get();
        Restarts known = restarts.by(inForce);
        sweep(
                now,
                record -> inForce.onArrival(record.key()),
                (record, found) -> replay(record, known, now, found),
                findings,
                deadline);
        sweep(
                now,
                record -> !inForce.onArrival(record.key()) && record.course().replays() >= ENOUGH,
                (record, found) -> giveUp(record, now, found),
                findings,
                deadline);
    }

    private void sweep(
            Instant now,
            Predicate<AuditRecord> wanted,
            BiConsumer<AuditRecord, SweepReport> step,
            SweepReport findings,
            Deadline deadline) {
        Instant latest = now.minus(SOON);
        for (AuditRecord seen : reader.byState(
                AuditState.FAILED,
                Instant.EPOCH,
                latest,
                r -> isDue(r, now) && wanted.test(r),
                LIMIT,
                findings::unreadable)) {
            if (deadline.isOver()) {
                return;
            }
            try {
                audit.find(seen.oid())
                        .filter(r -> r.time().equals(seen.time()))
                        .ifPresent(r -> step.accept(r, findings));
            } catch (RuntimeException e) {
                LOG.error("{} cannot be replayed; the next sweep tries again", seen.version(), e);
                findings.count(SweepReport.Kind.TROUBLES);
            }
        }
    }

    private static boolean isDue(AuditRecord record, Instant now) {
        return !record.time().plus(pause(record)).isAfter(now);
    }

    private static Duration pause(AuditRecord record) {
        long replays = record.course().replays();
        return isPassing(record.reason()) ? pauseAfterPassing(replays) : pause(replays);
    }

    /// Whether a reason names a fault that passes, and not the file.
    static boolean isPassing(@Nullable String reason) {
        return reason != null && (PASSING.contains(reason.split(":", 2)[0]) || reason.contains(": " + IN_INIT));
    }

    /// How long a file rests after a fault that passes by itself.
    static Duration pauseAfterPassing(long replays) {
        if (replays < DAY_OF_HOURS) {
            Duration pause = SOON.multipliedBy(1L << Math.min(replays, 6));
            return pause.compareTo(NEXT) > 0 ? NEXT : pause;
        }
        Duration pause = NEXT.multipliedBy(2L << Math.min(replays - DAY_OF_HOURS, 5));
        return pause.compareTo(MOST) > 0 ? MOST : pause;
    }

    /// How long a file rests after any other fault.
    static Duration pause(long replays) {
        if (replays == 0) {
            return FIRST;
        }
        long doublings = Math.min(Math.max(replays - ENOUGH, 0), 10);
        Duration pause = NEXT.multipliedBy(1L << doublings);
        return pause.compareTo(MOST) > 0 ? MOST : pause;
    }

    private void replay(AuditRecord record, Restarts known, Instant now, SweepReport findings) {
        if (!giveUp(record, now, findings)) {
            known.replay(record, BY).ifPresent(r -> findings.count(SweepReport.Kind.REPLAYED));
        }
    }

    /// Sets a file aside that is itself the cause.
    ///
    /// @return whether it is
    private boolean giveUp(AuditRecord record, Instant now, SweepReport findings) {
        Optional<AuditRecord> other = record.course().replays() < ENOUGH ? Optional.empty() : passed(record, now);
        if (other.isEmpty()) {
            return false;
        }
        String reason =
                "The file could not be validated: it failed %d times since %s, while others passed (such as object id %s). The last time: %s"
                        .formatted(
                                record.course().replays() + 1,
                                record.course().failingSince(),
                                other.get().oid(),
                                record.reason());
        restarts.giveUp(record, reason, BY).ifPresent(r -> findings.count(SweepReport.Kind.GIVEN_UP));
        return true;
    }

    /// Another file of the dataset that was ingested between this one's last failures, one in each of the last three
    /// pauses, each of which was an hour or more. What passed before the first failure or after the last one says
    /// nothing: an outage lies between.
    private Optional<AuditRecord> passed(AuditRecord record, Instant now) {
        List<Instant> failures = record.history().stream()
                .filter(entry -> entry.state() == AuditState.FAILED)
                .map(HistoryEntry::at)
                .toList();
        Optional<AuditRecord> passed = Optional.empty();
        for (int last = failures.size() - 1; last >= failures.size() - PAUSES; last--) {
            passed = last < 1
                            || failures.get(last)
                                    .isBefore(failures.get(last - 1).plus(NEXT))
                    ? Optional.empty()
                    : passed(record, failures.get(last - 1), failures.get(last), now);
            if (passed.isEmpty()) {
                return Optional.empty();
            }
        }
        return passed;
    }

    /// Whatever the cadence was under which it came: files keep that for life, while that of a dataset changes.
    /// One that was replaced since was ingested all the same.
    private Optional<AuditRecord> passed(AuditRecord record, Instant from, Instant to, Instant now) {
        for (String partition : record.key().everyPartition()) {
            Optional<AuditRecord> passed = first(partition, AuditState.INGESTED, from, to, r -> isOther(record, r))
                    .or(() -> first(
                            partition,
                            AuditState.SUPERSEDED,
                            from,
                            now,
                            r -> isOther(record, r) && wasIngested(r, from, to)));
            if (passed.isPresent()) {
                return passed;
            }
        }
        return Optional.empty();
    }

    private Optional<AuditRecord> first(
            String partition, AuditState state, Instant from, Instant to, Predicate<AuditRecord> wanted) {
        try (Stream<AuditRecord> seen = reader.byDataset(partition, state, from, to)) {
            return seen.limit(LOOKED_AT).filter(wanted).findFirst();
        }
    }

    private static boolean isOther(AuditRecord record, AuditRecord other) {
        return !other.oid().equals(record.oid());
    }

    private static boolean wasIngested(AuditRecord record, Instant from, Instant to) {
        return record.history().stream()
                .anyMatch(entry -> entry.state() == AuditState.INGESTED
                        && !entry.at().isBefore(from)
                        && !entry.at().isAfter(to));
    }
}
