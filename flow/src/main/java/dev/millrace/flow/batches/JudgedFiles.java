package dev.millrace.flow.batches;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.judging.findings.Findings;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.protocols.JudgedFindings;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import java.util.List;

/// What the job of a batch found that judged the files which are too big for a function.
public final class JudgedFiles {
    private static final Findings NONE = new Findings(0, List.of(), List.of());

    private final StagingBucket staging;

    public JudgedFiles(StagingBucket staging) {
        this.staging = staging;
    }

    /// What it found in a file.
    ///
    /// @param contract place of the contract by which the file is to be judged
    /// @throws IllegalStateException when the job says nothing of the file, or went by another contract
    public JudgedFile find(BatchRef ref, ObjectId oid, String contract) {
        RunResult result = staging.read(resultKey(ref), RunResult.class);
        if (!result.kind().equals(RunManifest.JUDGE)
                || !result.dataset().equals(ref.dataset())
                || !result.batch().equals(ref.batch())) {
            throw new IllegalStateException("%s is the result of another job: %s of %s %s"
                    .formatted(staging.uri(resultKey(ref)), result.kind(), result.dataset(), result.batch()));
        }
        if (!result.contract().equals(contract)) {
            throw new IllegalStateException(
                    "The contract was changed while the job of batch %s judged its files by %s. The next batch takes the file."
                            .formatted(ref, result.contract()));
        }
        return result.files().stream()
                .filter(file -> file.oid().equals(oid.hex()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The job of batch %s did not judge object id %s".formatted(ref, oid.hex())));
    }

    /// All that it found wrong with a file.
    public Findings findings(BatchRef ref, JudgedFile file) {
        if (file.findingsPlace() == null) {
            return NONE;
        }
        return staging.read(ref.resultsPrefix() + JudgedFile.findingsName(file.oid()), JudgedFindings.class)
                .findings();
    }

    private static String resultKey(BatchRef ref) {
        return ref.resultsPrefix() + RunManifest.resultName(RunManifest.JUDGE);
    }
}
