package dev.millrace.loadfile;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.IngestedFiles;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import dev.millrace.audit.versions.Versions;
import dev.millrace.audit.versions.Versions.Replacement;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.faults.ObjectVanished;
import dev.millrace.faults.StaleClaim;
import dev.millrace.flow.batches.JudgedFiles;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.landing.LandingBucket;
import dev.millrace.flow.landing.LandingFile;
import dev.millrace.flow.loads.Withdrawals;
import dev.millrace.targets.lake.TableConflict;
import java.io.IOException;
import java.time.Duration;

/// Loads a valid file into the lake. It promises: after LOADED every row of the file stands in the lake exactly once,
/// however often and by however many this was tried; after HELD none does.
final class Loading {
    /// Twice the state's timeout: as long as a claim holds without a sign of life.
    static final Duration LEASE = Duration.ofSeconds(630).multipliedBy(2);

    private static final LoadAnswer HELD = new LoadAnswer(LoadAnswer.Outcome.HELD, 0);

    private final AuditTable audit;
    private final Versions versions;
    private final LandingBucket landing;
    private final ContractStore contracts;
    private final Lake lake;
    private final Withdrawals withdrawals;
    private final JudgedFiles judged;

    Loading(
            AuditTable audit,
            Versions versions,
            LandingBucket landing,
            ContractStore contracts,
            Lake lake,
            Withdrawals withdrawals,
            JudgedFiles judged) {
        this.audit = audit;
        this.versions = versions;
        this.landing = landing;
        this.contracts = contracts;
        this.lake = lake;
        this.withdrawals = withdrawals;
        this.judged = judged;
    }

    /// Writes a file's rows.
    @FunctionalInterface
    private interface Writing {
        long write(AuditRecord record, ContractPin pin, DataContract contract, LandingFile file) throws IOException;
    }

    /// @throws StaleClaim when another execution has taken over
    LoadAnswer load(Claim claim, String by, Deadline deadline) throws IOException {
        return write(
                claim, by, "Load File", deadline, (record, pin, contract, file) -> lake.load(record, contract, file));
    }

    /// Stages a valid file for the job of its batch. Its record is LOADING until the batch is committed.
    ///
    /// @param byJob whether the batch's job has judged the file, and staged it
    /// @throws StaleClaim when another execution has taken over
    /// @throws IllegalArgumentException when the batch is one of another dataset
    StageAnswer stage(Claim claim, BatchRef batch, boolean byJob, String by, Deadline deadline) throws IOException {
        if (!claim.key().datasetName().equals(batch.dataset())) {
            throw new IllegalArgumentException(
                    "Object id %s is one of %s; batch %s is not".formatted(claim.oid(), claim.dataset(), batch));
        }
        LoadAnswer answer = write(
                claim,
                by,
                "Stage File",
                deadline,
                (record, pin, contract, file) -> byJob
                        ? lake.takeUp(record, contract, batch, judged.find(batch, record.oid(), contracts.place(pin)))
                        : lake.stage(record, contract, file, batch.stagingPrefix()));
        boolean staged = answer.outcome() != LoadAnswer.Outcome.GONE && answer.outcome() != LoadAnswer.Outcome.HELD;
        return new StageAnswer(staged, answer.rows());
    }

    private LoadAnswer write(Claim claim, String by, String what, Deadline deadline, Writing writing)
            throws IOException {
        MoveResult started = audit.move(claim, new Move.LoadStarted(LEASE), by);
        if (started instanceof MoveResult.Refused refused && isHeldBefore(refused.record(), claim)) {
            return HELD;
        }
        AuditRecord record = moved(claim, started);
        ContractPin pin = record.pinnedContract()
                .orElseThrow(
                        () -> new IllegalStateException(record.version() + " cannot be loaded: it has no contract"));
        DataContract contract = contracts.load(pin);
        var file = new LandingFile(landing, record.version(), record.size(), bytes -> deadline.watch(bytes, what));
        try {
            long rows = writing.write(record, pin, contract, file);
            return new LoadAnswer(outcome(contract, record), rows);
        } catch (ObjectVanished e) {
            return gone(claim, by);
        } catch (TableConflict e) {
            moved(claim, new Move.Held(String.valueOf(e.getMessage())), by);
            return HELD;
        }
    }

    /// Whether this very claim held the file before: the answer had been lost.
    private static boolean isHeldBefore(AuditRecord record, Claim claim) {
        return record.state() == AuditState.HELD && record.fence() == claim.fence();
    }

    private static LoadAnswer.Outcome outcome(DataContract contract, AuditRecord record) {
        boolean remarked = record.remarks() != null;
        if (Versions.takesPlaces(record, contract.onNewVersion())) {
            return remarked ? LoadAnswer.Outcome.REPLACES_WITH_REMARKS : LoadAnswer.Outcome.REPLACES;
        }
        return remarked ? LoadAnswer.Outcome.LOADED_WITH_REMARKS : LoadAnswer.Outcome.LOADED;
    }

    private LoadAnswer gone(Claim claim, String by) {
        AuditRecord record = moved(claim, new Move.Vanished("The object version was deleted before it was loaded"), by);
        withdrawals.carryOut(record, by);
        return new LoadAnswer(LoadAnswer.Outcome.GONE, 0);
    }

    private AuditRecord moved(Claim claim, Move move, String by) {
        return moved(claim, audit.move(claim, move, by));
    }

    private static AuditRecord moved(Claim claim, MoveResult result) {
        return switch (result) {
            case MoveResult.Moved moved -> moved.record();
            case MoveResult.MovedBefore before -> before.record();
            case MoveResult.Refused refused -> throw refused.record().refusing(claim);
        };
    }

    /// Marks a loaded file INGESTED in place of the older versions of its key, then takes their rows out; or, when a
    /// newer one is INGESTED already, its own. One that is ingested again takes the place of its original alone,
    /// unless its contract says `replace`.
    ///
    /// @throws StaleClaim when another execution has taken over
    ReplaceAnswer replaceOlder(Claim claim, long rows, String by) {
        AuditRecord record = switch (versions.replaceOlder(claim, rows, this::rule, by)) {
            case Replacement.Replaced replaced -> {
                IngestedFiles.count(replaced.record());
                yield replaced.record();
            }
            case Replacement.Outdated outdated -> outdated.record();
            case Replacement.Stale stale -> throw stale.record().refusing(claim);
        };
        withdrawals.carryOut(record, by);
        record.course().original().flatMap(audit::find).ifPresent(original -> withdrawals.carryOut(original, by));
        return new ReplaceAnswer(record.oid().hex(), record.state().name(), record.fence());
    }

    private OnNewVersion rule(AuditRecord record) {
        return record.pinnedContract()
                .map(pin -> contracts.load(pin).onNewVersion())
                .orElse(OnNewVersion.REPLACE);
    }
}
