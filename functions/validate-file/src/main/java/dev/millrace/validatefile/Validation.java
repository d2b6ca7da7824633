package dev.millrace.validatefile;

import dev.millrace.common.audit.AuditKey;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.ClaimResult;
import dev.millrace.common.audit.ContractPin;
import dev.millrace.common.audit.Move;
import dev.millrace.common.audit.MoveResult;
import dev.millrace.common.audit.Remarks;
import dev.millrace.common.audit.Versions;
import dev.millrace.common.audit.Versions.Acceptance;
import dev.millrace.common.audit.Versions.Rules;
import dev.millrace.common.contracts.ContractRef;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.common.dispatch.Deadline;
import dev.millrace.common.dispatch.FileFault;
import dev.millrace.common.failed.FailedPlace;
import dev.millrace.common.failed.FindingsReport;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.landing.LandingBucket;
import dev.millrace.common.landing.LandingFile;
import dev.millrace.common.landing.NotReadable;
import dev.millrace.common.landing.ObjectHead;
import dev.millrace.common.landing.ObjectVanished;
import dev.millrace.common.sets.Admission;
import dev.millrace.common.telemetry.Telemetry;
import dev.millrace.contract.ContractProposal;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.reading.FileJudge;
import dev.millrace.contract.reading.RowSink;
import dev.millrace.contract.reading.Verdict;
import dev.millrace.contract.sets.FileFacts;
import dev.millrace.sql.DuckDbEngine;
import dev.millrace.validatefile.ValidateAnswer.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges an object under a claim of its audit record. Whatever is repeated - the whole execution, or this step after
/// a lost answer - comes to the same end.
final class Validation {
    /// Twice the state's timeout: as long as a claim holds without a sign of life.
    static final Duration LEASE = Duration.ofSeconds(330).multipliedBy(2);

    private static final Move VANISHED = new Move.Vanished("The object version was deleted before it was validated");

    private final AuditTable audit;
    private final Versions versions;
    private final LandingBucket landing;
    private final ContractStore contracts;
    private final FindingsStore findings;
    private final SetStep sets;
    private final long maxBytes;
    private final Clock clock;

    Validation(
            AuditTable audit,
            Versions versions,
            LandingBucket landing,
            ContractStore contracts,
            FindingsStore findings,
            SetStep sets,
            long maxBytes,
            Clock clock) {
        this.audit = audit;
        this.versions = versions;
        this.landing = landing;
        this.contracts = contracts;
        this.findings = findings;
        this.sets = sets;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    ValidateAnswer validate(ObjectId oid, String execution, String by, Deadline deadline) throws IOException {
        return switch (audit.claim(oid, execution, by, LEASE)) {
            case ClaimResult.Claimed claimed -> claimed(claimed.record(), by, deadline);
            case ClaimResult.Resumed resumed -> {
                sets.lookAgain(resumed.record(), contracts, by, deadline);
                yield answer(resumed.record());
            }
            case ClaimResult.Busy busy -> ValidateAnswer.of(busy.record(), Outcome.NOTHING);
            case ClaimResult.Closed closed -> {
                sets.lookAgain(closed.record(), contracts, by, deadline);
                yield ValidateAnswer.of(closed.record(), Outcome.NOTHING);
            }
        };
    }

    private ValidateAnswer claimed(AuditRecord record, String by, Deadline deadline) throws IOException {
        return switch (record.state()) {
            case INVALID -> refusedBefore(record, by);
            // Taken over from an execution that died: its verdict stands.
            case LOADING -> ValidateAnswer.of(record, Outcome.VALID);
            case VALIDATING -> judge(record, by, deadline);
            case NEW, VALID, INGESTED, REJECTED, FAILED, HELD, SUPERSEDED, GONE, IGNORED, APPLIED ->
                throw new IllegalStateException("%s was claimed as %s".formatted(record.version(), record.state()));
        };
    }

    /// An object that was refused without being read, or whose move is resumed: its report is (re)written when it has
    /// none.
    private ValidateAnswer refusedBefore(AuditRecord record, String by) {
        if (record.findingsKey() != null) {
            return ValidateAnswer.of(record, Outcome.INVALID);
        }
        FindingsReport report = record.key().dataset().equals(AuditKey.UNMATCHED)
                ? Reports.unmatched(record, contracts.current(), clock)
                : Reports.notValidated(record, clock);
        return refuse(record, report, null, record.contract(), by);
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

    private ValidateAnswer judge(AuditRecord record, String by, Deadline deadline) throws IOException {
        try {
            Optional<ObjectHead> head = landing.head(record.version());
            if (head.isEmpty()) {
                return move(record, VANISHED, by);
            }
            Optional<ContractRef> ref = contracts.current().of(record.key().datasetName());
            boolean announces =
                    ref.filter(c -> c.isControlFile(record.version().key())).isPresent();
            Optional<String> hindrance = hindrance(head.get(), announces);
            if (hindrance.isPresent()) {
                return move(record, new Move.Held(hindrance.get()), by);
            }
            if (ref.isEmpty()) {
                return move(record, new Move.Held(withoutContract(record)), by);
            }
            return announces
                    ? announce(record, head.get().size(), ref.get(), by, deadline)
                    : judge(record, head.get().size(), ref.get().pin(), by, deadline);
        } catch (NotReadable e) {
            return move(record, new Move.Held(String.valueOf(e.getMessage())), by);
        }
    }

    /// A control file: what it says comes into force, or it is refused.
    private ValidateAnswer announce(AuditRecord record, long size, ContractRef ref, String by, Deadline deadline)
            throws IOException {
        return switch (sets.read(record, size, ref)) {
            case SetStep.Control.Gone gone -> move(record, VANISHED, by);
            case SetStep.Control.Unreadable unreadable ->
                refuse(
                        record,
                        Reports.ofControlFile(record, ref.pin(), size, unreadable.findings(), clock),
                        null,
                        ref.pin(),
                        by);
            case SetStep.Control.Says says -> answer(sets.apply(record, size, ref, says.what(), by, deadline));
        };
    }

    /// Why the file cannot be validated here, or now.
    private Optional<String> hindrance(ObjectHead head, boolean announces) {
        if (head.archived()) {
            return Optional.of("The file is archived. Restore it from its archive, then release it.");
        }
        return head.size() > maxBytes && !announces ? Optional.of(tooBig(head.size())) : Optional.empty();
    }

    private static String withoutContract(AuditRecord record) {
        return "The data contract of dataset %s is no longer in force. Apply one, then release the file."
                .formatted(record.key().datasetName());
    }

    private ValidateAnswer judge(AuditRecord record, long size, ContractPin pin, String by, Deadline deadline)
            throws IOException {
        DataContract contract = contracts.load(pin);
        Acceptance foreseen = versions.foresee(record, rules(contract));
        if (!(foreseen instanceof Acceptance.Accepted)) {
            return settle(record, contract, pin, size, foreseen, by);
        }
        var file = new LandingFile(landing, record.version(), size, bytes -> deadline.watch(bytes, "Validate File"));
        Verdict verdict;
        try {
            verdict = FileFault.reading(
                    "Validating " + record.version(),
                    () -> FileJudge.judge(contract, file, DuckDbEngine.workbench(), RowSink.none()));
        } catch (ObjectVanished e) {
            return move(record, VANISHED, by);
        }
        return switch (verdict) {
            case Verdict.Valid valid -> admit(record, contract, pin, file, valid, by, deadline);
            case Verdict.Rejected rejected ->
                refuse(
                        record,
                        Reports.of(record, pin, size, rejected, clock),
                        rejected.sha256().orElse(null),
                        pin,
                        by);
        };
    }

    /// What was found in a file that is loaded all the same; null when nothing was. Report first, as of a refusal.
    private @Nullable Remarks remarks(AuditRecord record, ContractPin pin, long size, Verdict.Valid valid) {
        if (valid.findings().total() == 0) {
            return null;
        }
        FailedPlace place = FailedPlace.of(record);
        Optional<String> proposal = valid.newColumns().isEmpty()
                ? Optional.empty()
                : ContractProposal.of(contracts.text(pin), valid.newColumns());
        proposal.ifPresent(yaml -> findings.propose(place.proposalKey(), yaml));
        String proposalKey = proposal.isPresent() ? place.proposalKey() : null;
        findings.put(place.remarksKey(), Reports.remarks(record, pin, size, valid, proposalKey, clock));
        return new Remarks(valid.setAside(), valid.findings().total(), place.remarksKey());
    }

    /// A file that keeps its contract, and now must agree with its control file.
    private ValidateAnswer admit(
            AuditRecord record,
            DataContract contract,
            ContractPin pin,
            LandingFile file,
            Verdict.Valid valid,
            String by,
            Deadline deadline)
            throws IOException {
        var facts = new FileFacts(record.version().key(), file.size(), valid.rows(), valid.sha256(), null);
        return switch (sets.admit(record, contract, facts, file, by, deadline)) {
            case Admission.Goes goes -> {
                Remarks remarks = remarks(record, pin, file.size(), valid);
                var move = new Move.Validated(valid.rows(), valid.sha256(), pin, remarks);
                Acceptance acceptance = versions.accept(record.claim(), move, rules(contract), by);
                yield settle(record, contract, pin, file.size(), acceptance, by);
            }
            case Admission.Waits waits -> answer(waits.record());
            case Admission.Differs differs ->
                refuse(record, Reports.differs(record, differs, pin, facts, clock), valid.sha256(), pin, by);
        };
    }

    private static Rules rules(DataContract contract) {
        return new Rules(contract.onNewVersion(), contract.onDuplicate());
    }

    /// What the other versions of the key, and other copies of the bytes, mean for the file.
    private ValidateAnswer settle(
            AuditRecord record, DataContract contract, ContractPin pin, long size, Acceptance acceptance, String by) {
        return switch (acceptance) {
            case Acceptance.Accepted accepted -> ValidateAnswer.of(accepted.record(), Outcome.VALID);
            case Acceptance.Stale stale -> ValidateAnswer.of(stale.record(), Outcome.NOTHING);
            case Acceptance.Outdated outdated ->
                move(record, new Move.Superseded("A newer version of the key is ingested"), by);
            case Acceptance.KeyTaken taken ->
                refuse(record, Reports.keyTaken(record, taken.other(), pin, size, clock), null, pin, by);
            case Acceptance.Duplicate duplicate -> move(record, duplicate(contract, duplicate.other()), by);
        };
    }

    private static Move duplicate(DataContract contract, AuditRecord other) {
        String same = "The file has the same bytes as %s (object id %s), which is %s"
                .formatted(other.version(), other.oid(), other.state());
        return switch (contract.onDuplicate()) {
            case SKIP -> new Move.Ignored(same);
            case HOLD, LOAD -> new Move.Held(same + ". Release it to load it all the same, or dismiss it.");
        };
    }

    private ValidateAnswer move(AuditRecord record, Move move, String by) {
        return switch (audit.move(record.claim(), move, by)) {
            case MoveResult.Moved moved -> answer(moved.record());
            case MoveResult.MovedBefore moved -> answer(moved.record());
            // Another execution took over while this one judged: its verdict counts.
            case MoveResult.Refused refused -> ValidateAnswer.of(refused.record(), Outcome.NOTHING);
        };
    }

    private static ValidateAnswer answer(AuditRecord record) {
        return ValidateAnswer.of(record, outcome(record));
    }

    /// Of a file that waits for its set nobody is told: it goes on by itself.
    private static Outcome outcome(AuditRecord record) {
        return switch (record.state()) {
            case VALID, LOADING -> Outcome.VALID;
            case INVALID -> Outcome.INVALID;
            case HELD -> record.course().waitsFor() == null ? Outcome.HELD : Outcome.NOTHING;
            case NEW, VALIDATING, INGESTED, REJECTED, FAILED, SUPERSEDED, GONE, IGNORED, APPLIED -> Outcome.NOTHING;
        };
    }

    private String tooBig(long size) {
        return "The file has %d bytes; files above %d wait until this stack has a route for large files"
                .formatted(size, maxBytes);
    }
}
