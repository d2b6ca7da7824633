package dev.millrace.validatefile;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.ClaimResult;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.versions.Versions;
import dev.millrace.audit.versions.Versions.Acceptance;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.DataContract;
import dev.millrace.faults.FileFault;
import dev.millrace.faults.NotReadable;
import dev.millrace.faults.ObjectVanished;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.landing.LandingBucket;
import dev.millrace.flow.landing.LandingFile;
import dev.millrace.flow.landing.ObjectHead;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.rows.RowSink;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.sql.DuckDbEngine;
import dev.millrace.validatefile.BigFiles.Judged;
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

    private static final String ARCHIVED = "The file is archived. Restore it from its archive, then release it.";
    private static final Move VANISHED = new Move.Vanished("The object version was deleted before it was validated");

    private final AuditTable audit;
    private final Versions versions;
    private final LandingBucket landing;
    private final ContractStore contracts;
    private final SetStep sets;
    private final BigFiles bigFiles;
    private final Settlement settlement;
    private final Clock clock;

    Validation(
            AuditTable audit,
            Versions versions,
            LandingBucket landing,
            ContractStore contracts,
            SetStep sets,
            BigFiles bigFiles,
            Settlement settlement,
            Clock clock) {
        this.audit = audit;
        this.versions = versions;
        this.landing = landing;
        this.contracts = contracts;
        this.sets = sets;
        this.bigFiles = bigFiles;
        this.settlement = settlement;
        this.clock = clock;
    }

    /// @param turn of the batch that the file is in; null of files that are ingested by themselves
    ValidateAnswer validate(ObjectId oid, String execution, String by, @Nullable BatchContext turn, Deadline deadline)
            throws IOException {
        return switch (audit.claim(oid, execution, by, LEASE)) {
            case ClaimResult.Claimed claimed -> claimed(claimed.record(), by, turn, deadline);
            case ClaimResult.Resumed resumed -> {
                sets.lookAgain(resumed.record(), contracts, by, deadline);
                yield Settlement.answer(resumed.record());
            }
            case ClaimResult.Busy busy -> ValidateAnswer.of(busy.record(), Outcome.NOTHING);
            case ClaimResult.Closed closed -> {
                sets.lookAgain(closed.record(), contracts, by, deadline);
                yield ValidateAnswer.of(closed.record(), Outcome.NOTHING);
            }
        };
    }

    private ValidateAnswer claimed(AuditRecord record, String by, @Nullable BatchContext turn, Deadline deadline)
            throws IOException {
        return switch (record.state()) {
            case INVALID -> refusedBefore(record, by);
            // Taken over from an execution that died: its verdict stands.
            case LOADING -> ValidateAnswer.of(record, Outcome.VALID);
            case VALIDATING -> judge(record, by, turn, deadline);
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
        return settlement.refuse(record, report, null, record.contract(), by);
    }

    private ValidateAnswer judge(AuditRecord record, String by, @Nullable BatchContext turn, Deadline deadline)
            throws IOException {
        try {
            Optional<ObjectHead> head = landing.head(record.version());
            if (head.isEmpty()) {
                return settlement.move(record, VANISHED, by);
            }
            if (head.get().archived()) {
                return settlement.move(record, new Move.Held(ARCHIVED), by);
            }
            Optional<ContractRef> ref = contracts.current().of(record.key().datasetName());
            if (ref.isEmpty()) {
                return settlement.move(record, new Move.Held(withoutContract(record)), by);
            }
            if (ref.get().retired()) {
                return settlement.move(record, new Move.Held(retired(ref.get())), by);
            }
            long size = head.get().size();
            if (ref.get().isControlFile(record.version().key())) {
                return announce(record, size, ref.get(), by, deadline);
            }
            return judge(record, size, ref.get().pin(), by, turn, deadline);
        } catch (NotReadable e) {
            return settlement.move(record, new Move.Held(String.valueOf(e.getMessage())), by);
        }
    }

    /// A control file: what it says comes into force, or it is refused.
    private ValidateAnswer announce(AuditRecord record, long size, ContractRef ref, String by, Deadline deadline)
            throws IOException {
        return switch (sets.read(record, size, ref)) {
            case SetStep.Control.Gone gone -> settlement.move(record, VANISHED, by);
            case SetStep.Control.Unreadable unreadable ->
                settlement.refuse(
                        record,
                        Reports.ofControlFile(record, ref.pin(), size, unreadable.findings(), clock),
                        null,
                        ref.pin(),
                        by);
            case SetStep.Control.Says says ->
                Settlement.answer(sets.apply(record, size, ref, says.what(), by, deadline));
        };
    }

    private static String withoutContract(AuditRecord record) {
        return "The data contract of dataset %s is no longer in force. Apply one, then release the file."
                .formatted(record.key().datasetName());
    }

    private static String retired(ContractRef ref) {
        return "The dataset %s is retired since %s and takes no more files. Apply its contract with another status, then release the file; or dismiss it."
                .formatted(ref.pin().dataset(), ref.appliedAt());
    }

    private ValidateAnswer judge(
            AuditRecord record, long size, ContractPin pin, String by, @Nullable BatchContext turn, Deadline deadline)
            throws IOException {
        DataContract contract = contracts.load(pin);
        Optional<String> hindrance = bigFiles.hindrance(size, contract, turn);
        if (hindrance.isPresent()) {
            return settlement.move(record, new Move.Held(hindrance.get()), by);
        }
        Acceptance foreseen = versions.foresee(record, Settlement.rules(contract));
        if (!(foreseen instanceof Acceptance.Accepted)) {
            return settlement.settle(record, contract, pin, size, foreseen, by);
        }
        LandingFile file =
                new LandingFile(landing, record.version(), size, bytes -> deadline.watch(bytes, "Validate File"));
        if (turn != null && turn.judged()) {
            return judgedElsewhere(record, contract, pin, file, by, turn, deadline);
        }
        return bigFiles.isBig(size)
                ? ValidateAnswer.of(record, Outcome.LEFT_TO_JOB)
                : read(record, contract, pin, file, by, deadline);
    }

    private ValidateAnswer read(
            AuditRecord record, DataContract contract, ContractPin pin, LandingFile file, String by, Deadline deadline)
            throws IOException {
        Verdict verdict;
        try {
            verdict = FileFault.reading(
                    "Validating " + record.version(),
                    () -> FileJudge.judge(contract, file, DuckDbEngine.workbench(), RowSink.none()));
        } catch (ObjectVanished e) {
            return settlement.move(record, VANISHED, by);
        }
        return settlement.judged(record, contract, pin, file, verdict, null, by, deadline);
    }

    /// A file that the job of its batch has read: it is taken up as the job judged it.
    private ValidateAnswer judgedElsewhere(
            AuditRecord record,
            DataContract contract,
            ContractPin pin,
            LandingFile file,
            String by,
            BatchContext turn,
            Deadline deadline)
            throws IOException {
        return switch (bigFiles.judged(turn.batch(), record.oid(), contracts.place(pin))) {
            case Judged.Gone gone -> settlement.move(record, VANISHED, by);
            case Judged.Unreadable unreadable -> settlement.move(record, new Move.Held(unreadable.reason()), by);
            case Judged.Read read ->
                settlement.judged(record, contract, pin, file, read.verdict(), read.md5(), by, deadline);
        };
    }
}
