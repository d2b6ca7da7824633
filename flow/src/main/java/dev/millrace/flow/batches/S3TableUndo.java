package dev.millrace.flow.batches;

import dev.millrace.base.clients.Wiring;
import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.targets.lake.SwitchBack;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The marks and journals in the lake bucket, in the folder `_runs/` of the dataset's table.
public final class S3TableUndo implements TableUndo {
    private static final Logger LOG = LoggerFactory.getLogger(S3TableUndo.class);

    private final S3Client s3;
    private final String bucket;
    private final SwitchBack switchBack;
    private final String database;

    /// @param bucket name of the lake's bucket
    /// @param database of the lake's tables
    public S3TableUndo(S3Client s3, String bucket, TableCatalog catalog, String database) {
        this.s3 = s3;
        this.bucket = bucket;
        this.switchBack = new SwitchBack(catalog);
        this.database = database;
    }

    /// Reads the settings `LAKE_BUCKET` and `CATALOG_DATABASE`.
    public static S3TableUndo connect(Wiring wiring) {
        return new S3TableUndo(
                wiring.client(S3Client.builder()),
                wiring.setting("LAKE_BUCKET"),
                new GlueTableCatalog(wiring.client(GlueClient.builder())),
                wiring.setting("CATALOG_DATABASE"));
    }

    @Override
    public void over(String dataset, String batch) {
        String key = RunJournal.closedPlace(folder(dataset), batch);
        try {
            s3.putObject(p -> p.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.empty());
        } catch (S3Exception e) {
            if (e.statusCode() != HttpURLConnection.HTTP_PRECON_FAILED) {
                throw e;
            }
        }
    }

    @Override
    public int takeBack(String dataset, String batch) {
        over(dataset, batch);
        String key = RunJournal.place(folder(dataset), batch);
        int back = journal(key)
                .map(journal -> switchBack.of(database, dataset, journal))
                .orElse(0);
        if (back > 0) {
            LOG.warn("{} partitions of table {} are where they were before batch {}", back, dataset, batch);
        }
        return back;
    }

    private Optional<RunJournal> journal(String key) {
        try {
            byte[] json = s3.getObjectAsBytes(g -> g.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))
                    .asByteArray();
            return Optional.of(RunJson.read(json, RunJournal.class));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The journal s3://%s/%s cannot be read, so nothing is switched back: %s"
                            .formatted(bucket, key, e.getMessage()),
                    e);
        }
    }

    private static String folder(String dataset) {
        return dataset + "/";
    }
}
