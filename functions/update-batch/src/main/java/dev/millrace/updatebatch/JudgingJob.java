package dev.millrace.updatebatch;

import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditState;
import dev.millrace.contract.DataContract;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RunManifest;
import java.util.List;

/// Gives the files that are too big for a function to a job, which judges and stages them, and then back to the batch,
/// page by page.
final class JudgingJob {
    private final Manifests manifests;

    JudgingJob(Manifests manifests) {
        this.manifests = manifests;
    }

    /// Writes down which files the job is to judge: those that no page has brought to a verdict.
    JobAnswer prepare(BatchRef ref) {
        List<InputFile> files = manifests.files(ref, AuditState.VALIDATING).stream()
                .map(record -> Manifests.file(record, record.arrived(), InputFile.UNKNOWN, List.of()))
                .toList();
        if (files.isEmpty()) {
            return JobAnswer.NONE;
        }
        ContractRef inForce = manifests.inForce(ref);
        DataContract contract = manifests.contract(inForce);
        return manifests.judge(ref, inForce, contract, files);
    }

    /// The files that were judged.
    ///
    /// @param page from 1; a repeat gives the same
    ListAnswer list(BatchRef ref, int page) {
        List<String> files = manifests.read(ref, RunManifest.JUDGE).files().stream()
                .map(InputFile::oid)
                .skip((page - 1L) * BatchPage.MOST)
                .limit(BatchPage.MOST)
                .toList();
        return files.isEmpty()
                ? new ListAnswer(ListAnswer.Outcome.NONE_LEFT, page - 1, files)
                : new ListAnswer(ListAnswer.Outcome.PAGE, page, files);
    }
}
