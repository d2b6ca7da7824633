package dev.millrace.validatefile;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.versions.Versions;
import dev.millrace.flow.batches.JudgedFiles;
import dev.millrace.flow.batches.S3StagingBucket;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.landing.LandingBucket;
import dev.millrace.flow.sets.ControlLists;
import dev.millrace.flow.sets.Sets;
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
