package dev.millrace.loadfile;

import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.audit.versions.DynamoVersions;
import dev.millrace.flow.batches.JudgedFiles;
import dev.millrace.flow.batches.S3StagingBucket;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.flow.loads.S3LoadedRows;
import dev.millrace.flow.loads.Withdrawals;
import dev.millrace.targets.lake.Catalog;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.GuardedHttp;
import dev.millrace.testing.aws.LocalAuditTable;
import dev.millrace.testing.aws.RolePolicy;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/// The loading of files with everything around it in memory: the buckets are `lake` and `staging`.
///
/// @param temp where files are written before they are put
record InMemoryLoading(LocalAuditTable local, InMemoryS3 s3, ContractStore contracts, SettableClock clock, Path temp) {
    private static final RolePolicy POLICY = RolePolicy.of(
            Template.read(),
            "LoadFileFunction",
            Map.of(
                    "LandingBucket.Arn", "arn:aws:s3:::landing",
                    "LakeBucket.Arn", "arn:aws:s3:::lake",
                    "StagingBucket.Arn", "arn:aws:s3:::staging"));

    Loading with(Catalog catalog, TokenKeys keys) {
        return with(GuardedHttp.s3(s3, POLICY), catalog, keys);
    }

    private Loading with(S3Client s3, Catalog catalog, TokenKeys keys) {
        var rows = new S3LoadedRows(s3, "lake");
        return new Loading(
                new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock),
                new DynamoVersions(local.client(), LocalAuditTable.NAME, clock),
                new S3LandingBucket(s3),
                contracts,
                new ParquetLake(
                        new S3LakeBucket(s3, "lake"), new S3LakeBucket(s3, "staging"), catalog, rows, keys, temp),
                new Withdrawals(new DynamoRemovals(local.client(), LocalAuditTable.NAME, clock), rows),
                new JudgedFiles(new S3StagingBucket(s3, "staging")));
    }
}
