package dev.millrace.validatefile;

import dev.millrace.common.audit.AuditKey;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.ClaimResult;
import dev.millrace.common.audit.ContractPin;
import dev.millrace.common.audit.Move;
import dev.millrace.common.audit.MoveResult;
import dev.millrace.common.contracts.ContractIndex;
import dev.millrace.common.contracts.ContractRef;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.common.failed.FailedPlace;
import dev.millrace.common.failed.FindingsReport;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.landing.LandingBucket;
import dev.millrace.common.landing.ObjectHead;
import dev.millrace.common.telemetry.Telemetry;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.reading.FileJudge;
import dev.millrace.contract.reading.RowSink;
import dev.millrace.contract.reading.Verdict;
import dev.millrace.validatefile.ValidateAnswer.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges an object under a claim of its audit record. Whatever is repeated - the whole execution, or this step after
/// a lost answer - comes to the same end.
final class Validation {
    /// Twice the state's timeout: as long as a claim holds without a sign of life.
    static final Duration LEASE = Duration.ofSeconds(330).multipliedBy(2);

    private final AuditTable audit;
    private final LandingBucket landing;
    private final ContractStore contracts;
    private final FindingsStore findings;
    private final long maxBytes;
    private final Clock clock;

    Validation(
            AuditTable audit,
            LandingBucket landing,
            ContractStore contracts,
            FindingsStore findings,
            long maxBytes,
            Clock clock) {
        this.audit = audit;
        this.landing = landing;
        this.contracts = contracts;
        this.findings = findings;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    ValidateAnswer validate(ObjectId oid, String execution, String by) throws IOException {
        return switch (audit.claim(oid, execution, by, LEASE)) {
            case ClaimResult.Claimed claimed
            when claimed.record().state() == AuditState.INVALID -> refusedBefore(claimed.record(), by);
            case ClaimResult.Claimed claimed -> judge(claimed.record(), by);
            case ClaimResult.Resumed resumed ->
                ValidateAnswer.of(resumed.record(), outcome(resumed.record().state()));
            case ClaimResult.Busy busy -> ValidateAnswer.of(busy.record(), Outcome.NOTHING);
            case ClaimResult.Closed closed -> ValidateAnswer.of(closed.record(), Outcome.NOTHING);
        };
    }

    /// An object that was refused without being read, or whose move is resumed: its report is (re)written when it has
    /// none.
    private ValidateAnswer refusedBefore(AuditRecord record, String by) {
        if (record.findingsKey() != null) {
            return ValidateAnswer.of(record, Outcome.INVALID);
        }
        return refuse(record, Reports.unmatched(record, contracts.current(), clock), null, null, by);
    }

    /// Report first, then the record: who reads the record finds the report.
    private ValidateAnswer refuse(
            AuditRecord record,
            FindingsReport report,
            @Nullable String contentSha256,
            @Nullable ContractPin pin,
            String by) {
        String key = FailedPlace.of(record).findingsKey();
        findings.put(key, report);
        Telemetry.count("FilesRefused", record.key().datasetName(), 1);
        var move = new Move.Refused(Reports.summary(report), report.total(), key, contentSha256, pin);
        return move(record, move, by);
    }

    private ValidateAnswer judge(AuditRecord record, String by) throws IOException {
        Optional<ObjectHead> head = landing.head(record.version());
        if (head.isEmpty()) {
            return move(record, new Move.Vanished("The object version was deleted before it was validated"), by);
        }
        long size = head.get().size();
        if (size > maxBytes) {
            return move(record, new Move.Held(tooBig(size)), by);
        }
        Optional<ContractRef> ref = contractOf(record, contracts.current());
        if (ref.isEmpty()) {
            return move(
                    record,
                    new Move.Held(
                            "The data contract of dataset %s is no longer in force. Apply one, then release the file."
                                    .formatted(record.key().datasetName())),
                    by);
        }
        Optional<InputStream> bytes = landing.open(record.version());
        if (bytes.isEmpty()) {
            return move(record, new Move.Vanished("The object version was deleted before it was validated"), by);
        }
        try (InputStream file = bytes.get()) {
            return judge(record, size, ref.get().pin(), file, by);
        }
    }

    private ValidateAnswer judge(AuditRecord record, long size, ContractPin pin, InputStream file, String by)
            throws IOException {
        DataContract contract = contracts.load(pin);
        Verdict verdict = FileJudge.judge(contract, file, RowSink.none());
        requireWhole(record, size, verdict, file);
        return switch (verdict) {
            case Verdict.Valid valid -> move(record, new Move.Validated(valid.rows(), valid.sha256(), pin), by);
            case Verdict.Rejected rejected ->
                refuse(
                        record,
                        Reports.of(record, pin, size, rejected, clock),
                        rejected.sha256().orElse(null),
                        pin,
                        by);
        };
    }

    private ValidateAnswer move(AuditRecord record, Move move, String by) {
        return switch (audit.move(record.claim(), move, by)) {
            case MoveResult.Moved moved ->
                ValidateAnswer.of(moved.record(), outcome(moved.record().state()));
            case MoveResult.MovedBefore moved ->
                ValidateAnswer.of(moved.record(), outcome(moved.record().state()));
            // Another execution took over while this one judged: its verdict counts.
            case MoveResult.Refused refused -> ValidateAnswer.of(refused.record(), Outcome.NOTHING);
        };
    }

    private static Outcome outcome(AuditState state) {
        return switch (state) {
            case VALID, LOADING -> Outcome.VALID;
            case INVALID -> Outcome.INVALID;
            case HELD -> Outcome.HELD;
            case NEW, VALIDATING, INGESTED, REJECTED, FAILED, SUPERSEDED, GONE, IGNORED -> Outcome.NOTHING;
        };
    }

    private static Optional<ContractRef> contractOf(AuditRecord record, ContractIndex index) {
        AuditKey key = record.key();
        return index.of(key.datasetName());
    }

    /// A body that broke off must never count as a shorter file, neither a good nor a bad one. Where judging stopped
    /// early, there must be more to read: else it may have stopped at a header that was only cut.
    private static void requireWhole(AuditRecord record, long size, Verdict verdict, InputStream rest)
            throws IOException {
        boolean stopped = verdict instanceof Verdict.Rejected rejected
                && rejected.sha256().isEmpty();
        boolean whole = verdict.bytes() == size || (stopped && rest.read() >= 0);
        if (!whole) {
            throw new IOException(
                    "%s has %d bytes, but %d were read".formatted(record.version(), size, verdict.bytes()));
        }
    }

    private String tooBig(long size) {
        return "The file has %d bytes; files above %d wait until this stack has a route for large files"
                .formatted(size, maxBytes);
    }
}
