package dev.millrace.validatefile;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import dev.millrace.audit.files.Remarks;
import dev.millrace.audit.versions.Versions;
import dev.millrace.audit.versions.Versions.Acceptance;
import dev.millrace.audit.versions.Versions.Rules;
import dev.millrace.authoring.ContractProposal;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.telemetry.Telemetry;
import dev.millrace.contract.DataContract;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.landing.FailedPlace;
import dev.millrace.flow.landing.LandingFile;
import dev.millrace.flow.sets.Admission;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.sets.FileFacts;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.validatefile.ValidateAnswer.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes verdicts down, and says where they send a file: the report first, then the record, so that who reads the
/// record finds the report.
final class Settlement {
    private final AuditTable audit;
    private final Versions versions;
    private final ContractStore contracts;
    private final FindingsStore findings;
    private final SetStep sets;
    private final Clock clock;

    Settlement(
            AuditTable audit,
            Versions versions,
            ContractStore contracts,
            FindingsStore findings,
            SetStep sets,
            Clock clock) {
        this.audit = audit;
        this.versions = versions;
        this.contracts = contracts;
        this.findings = findings;
        this.sets = sets;
        this.clock = clock;
    }

    /// @param md5 of the file; null when nobody has computed it yet
    ValidateAnswer judged(
            AuditRecord record,
            DataContract contract,
            ContractPin pin,
            LandingFile file,
            Verdict verdict,
            @Nullable String md5,
            String by,
            Deadline deadline)
            throws IOException {
        return switch (verdict) {
            case Verdict.Valid valid -> admit(record, contract, pin, file, valid, md5, by, deadline);
            case Verdict.Rejected rejected ->
                refuse(
                        record,
                        Reports.of(record, pin, file.size(), rejected, clock),
                        rejected.sha256().orElse(null),
                        pin,
                        by);
        };
    }

    /// A file that keeps its contract, and now must agree with its control file.
    private ValidateAnswer admit(
            AuditRecord record,
            DataContract contract,
            ContractPin pin,
            LandingFile file,
            Verdict.Valid valid,
            @Nullable String md5,
            String by,
            Deadline deadline)
            throws IOException {
        var facts = new FileFacts(record.version().key(), file.size(), valid.rows(), valid.sha256(), md5);
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

    static Rules rules(DataContract contract) {
        return new Rules(contract.onNewVersion(), contract.onDuplicate());
    }

    /// What the other versions of the key, and other copies of the bytes, mean for the file.
    ValidateAnswer settle(
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

    /// Report first, then the record: who reads the record finds the report.
    ValidateAnswer refuse(
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

    ValidateAnswer move(AuditRecord record, Move move, String by) {
        return switch (audit.move(record.claim(), move, by)) {
            case MoveResult.Moved moved -> answer(moved.record());
            case MoveResult.MovedBefore moved -> answer(moved.record());
            // Another execution took over while this one judged: its verdict counts.
            case MoveResult.Refused refused -> ValidateAnswer.of(refused.record(), Outcome.NOTHING);
        };
    }

    static ValidateAnswer answer(AuditRecord record) {
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
}
