package dev.millrace.loadfile;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.Removal;
import dev.millrace.audit.removals.Removals;
import dev.millrace.audit.versions.Versions;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.flow.batches.JudgedFiles;
import dev.millrace.flow.batches.S3StagingBucket;
import dev.millrace.flow.batches.StagingBucket;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.landing.LandingBucket;
import dev.millrace.flow.loads.LoadedRows;
import dev.millrace.flow.loads.S3LoadedRows;
import dev.millrace.flow.loads.Withdrawals;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.simulation.Calls;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes the function with ports from elsewhere, and a lake of plain text.
public final class LoadFileFunction {
    private final AuditTable audit;
    private final Versions versions;
    private final Removals removals;
    private final LandingBucket landing;
    private final ContractStore contracts;
    private final LoadedRows loaded;
    private final Lake lake;
    private final StagingBucket staging;

    public LoadFileFunction(
            AuditTable audit,
            Versions versions,
            Removals removals,
            LandingBucket landing,
            ContractStore contracts,
            S3Client s3,
            String lakeBucket,
            Calls calls) {
        this.audit = audit;
        this.versions = versions;
        this.removals = removals;
        this.landing = landing;
        this.contracts = contracts;
        this.loaded = new S3LoadedRows(s3, lakeBucket);
        this.lake = new PlainLake(s3, lakeBucket, loaded, calls);
        this.staging = new S3StagingBucket(s3, "staging");
    }

    /// The function.
    public RequestStreamHandler handler() {
        return handler(lake -> lake);
    }

    /// The function with a defect: rows of older versions are taken out before those of a newer one are in.
    public RequestStreamHandler takingOldRowsOutFirst() {
        return handler(TakingOldRowsOutFirst::new);
    }

    private final class TakingOldRowsOutFirst implements Lake {
        private final Lake right;

        TakingOldRowsOutFirst(Lake right) {
            this.right = right;
        }

        @Override
        public long load(AuditRecord record, DataContract contract, FileBytes file) throws IOException {
            if (contract.onNewVersion() == OnNewVersion.REPLACE) {
                removals.targets(new Removal(record.oid(), Removal.OLDER, Instant.EPOCH))
                        .forEach(older -> loaded.deleteAllBut(older, List.of()));
            }
            return right.load(record, contract, file);
        }

        @Override
        public long stage(AuditRecord record, DataContract contract, FileBytes file, String prefix) throws IOException {
            return right.stage(record, contract, file, prefix);
        }

        @Override
        public long takeUp(AuditRecord record, DataContract contract, BatchRef batch, JudgedFile judged)
                throws IOException {
            return right.takeUp(record, contract, batch, judged);
        }
    }

    private RequestStreamHandler handler(UnaryOperator<Lake> changed) {
        return new LoadFileHandler(new Loading(
                audit,
                versions,
                landing,
                contracts,
                changed.apply(lake),
                new Withdrawals(removals, loaded),
                new JudgedFiles(staging)));
    }
}
