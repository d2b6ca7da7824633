package dev.millrace.loadfile;

import dev.millrace.common.audit.Claim;
import dev.millrace.common.audit.DynamoAuditTable;
import dev.millrace.common.clients.Clients;
import dev.millrace.common.clients.Environment;
import dev.millrace.common.contracts.S3ContractStore;
import dev.millrace.common.dispatch.StateHandler;
import dev.millrace.common.dispatch.StateTask;
import dev.millrace.common.landing.S3LandingBucket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Writes the rows of a valid file as Parquet into the lake and registers them in the catalog.
public final class LoadFileHandler extends StateHandler<LoadFileHandler.Step> {
    enum Step {
        LoadFile
    }

    private final Loading loading;

    public LoadFileHandler() {
        this(Clients.s3());
    }

    private LoadFileHandler(S3Client s3) {
        this(new Loading(
                new DynamoAuditTable(Clients.dynamo(), Environment.required("AUDIT_TABLE"), Clock.systemUTC()),
                new S3LandingBucket(s3),
                new S3ContractStore(s3, Environment.required("CONTRACTS_BUCKET"), Clock.systemUTC()),
                new S3LakeBucket(s3, Environment.required("LAKE_BUCKET")),
                new GlueCatalog(Clients.of(GlueClient.builder()), Environment.required("CATALOG_DATABASE")),
                Path.of(System.getProperty("java.io.tmpdir"))));
    }

    LoadFileHandler(Loading loading) {
        super(Step.class);
        this.loading = loading;
    }

    @Override
    protected LoadAnswer take(Step step, StateTask task) throws IOException {
        return switch (step) {
            case LoadFile -> loading.load(task.input(Claim.class), task.by());
        };
    }
}
