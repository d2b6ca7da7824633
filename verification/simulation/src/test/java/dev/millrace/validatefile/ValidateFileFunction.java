package dev.millrace.validatefile;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.versions.Versions;
import dev.millrace.common.batches.JudgedFiles;
import dev.millrace.common.batches.S3StagingBucket;
import dev.millrace.common.commands.Commands;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.common.landing.LandingBucket;
import dev.millrace.common.sets.ControlLists;
import dev.millrace.common.sets.Sets;
import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes the function with ports from elsewhere.
public final class ValidateFileFunction {
    private ValidateFileFunction() {}

    public static RequestStreamHandler of(
            AuditTable audit,
            Versions versions,
            LandingBucket landing,
            ContractStore contracts,
            S3Client s3,
            String failedBucket,
            long maxBytes,
            Sets sets,
            Clock clock) {
        var findings = new S3FindingsStore(s3, failedBucket, Commands.AT_HOME);
        var setStep = new SetStep(sets, new ControlLists(landing));
        return new ValidateFileHandler(new Validation(
                audit,
                versions,
                landing,
                contracts,
                setStep,
                new BigFiles(maxBytes, new JudgedFiles(new S3StagingBucket(s3, "staging"))),
                new Settlement(audit, versions, contracts, findings, setStep, clock),
                clock));
    }
}
