package dev.millrace.loadfile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.audit.versions.DynamoVersions;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.StateHandler;
import dev.millrace.base.dispatch.StateTask;
import dev.millrace.flow.batches.JudgedFiles;
import dev.millrace.flow.batches.S3StagingBucket;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.flow.loads.LoadedRows;
import dev.millrace.flow.loads.S3LoadedRows;
import dev.millrace.flow.loads.Withdrawals;
import dev.millrace.targets.lake.glue.GlueCatalog;
import java.io.IOException;
import java.nio.file.Path;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Writes the rows of a valid file as Parquet into the lake and registers them in the catalog.
public final class LoadFileHandler extends StateHandler<LoadFileHandler.Step> {
    enum Step {
        LoadFile,
        StageFile,
        ReplaceOlderVersions,
        ReplaceOlderVersionsWithRemarks
    }

    /// A claim and the batch that holds it.
    ///
    /// @param judged whether the batch's job has judged and staged the file
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Staged(
            String dataset,
            String object,
            String oid,
            long fence,
            @JsonProperty(required = true) BatchRef batch,
            @JsonProperty(required = true) boolean judged) {
        Claim claim() {
            return new Claim(dataset, object, oid, fence);
        }
    }

    /// A claim and the number of rows that were loaded under it.
    record Loaded(String dataset, String object, String oid, long fence, long rows) {
        Claim claim() {
            return new Claim(dataset, object, oid, fence);
        }
    }

    private final Loading loading;

    public LoadFileHandler() {
        this(new LambdaWiring());
    }

    public LoadFileHandler(Wiring wiring) {
        this(
                wiring,
                wiring.client(S3Client.builder()),
                wiring.client(DynamoDbClient.builder()),
                wiring.setting("AUDIT_TABLE"));
    }

    private LoadFileHandler(Wiring wiring, S3Client s3, DynamoDbClient dynamo, String table) {
        this(wiring, s3, dynamo, table, new S3LoadedRows(s3, wiring.setting("LAKE_BUCKET")));
    }

    private LoadFileHandler(Wiring wiring, S3Client s3, DynamoDbClient dynamo, String table, LoadedRows loaded) {
        this(new Loading(
                new DynamoAuditTable(dynamo, table, wiring.clock()),
                new DynamoVersions(dynamo, table, wiring.clock()),
                new S3LandingBucket(s3),
                new S3ContractStore(s3, wiring.setting("CONTRACTS_BUCKET"), wiring.clock()),
                new ParquetLake(
                        new S3LakeBucket(s3, wiring.setting("LAKE_BUCKET")),
                        new S3LakeBucket(s3, wiring.setting("STAGING_BUCKET")),
                        new GlueCatalog(wiring.client(GlueClient.builder()), wiring.setting("CATALOG_DATABASE")),
                        loaded,
                        new S3PinnedTokenKeys(
                                new SecretTokenKeys(
                                        wiring.client(SecretsManagerClient.builder()),
                                        wiring.setting("PSEUDONYM_KEY_ARN")),
                                s3,
                                wiring.setting("LAKE_BUCKET")),
                        Path.of(System.getProperty("java.io.tmpdir"))),
                new Withdrawals(new DynamoRemovals(dynamo, table, wiring.clock()), loaded),
                new JudgedFiles(new S3StagingBucket(s3, wiring.setting("STAGING_BUCKET")))));
    }

    LoadFileHandler(Loading loading) {
        super(Step.class);
        this.loading = loading;
    }

    @Override
    protected Object take(Step step, StateTask task, Deadline deadline) throws IOException {
        return switch (step) {
            case LoadFile -> loading.load(task.input(Claim.class), task.by(), deadline);
            case StageFile -> {
                Staged staged = task.input(Staged.class);
                yield loading.stage(staged.claim(), staged.batch(), staged.judged(), task.by(), deadline);
            }
            case ReplaceOlderVersions, ReplaceOlderVersionsWithRemarks -> {
                Loaded loaded = task.input(Loaded.class);
                yield loading.replaceOlder(loaded.claim(), loaded.rows(), task.by());
            }
        };
    }
}
