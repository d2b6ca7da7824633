package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.Batch;
import dev.millrace.common.audit.BatchState;
import dev.millrace.common.identity.ObjectVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// One batch with a released older version, a newer one of the same key, and a row that cannot be curated.
@ExtendWith(TestCloud.Extension.class)
class BatchTroublesIT {
    private static final String DATASET = "batch_troubles";
    private static final String HEADER = "id,amount\n";

    private final TestCloud cloud;

    @TempDir
    private Path folder;

    BatchTroublesIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @Tag("H006")
    @Test
    void theNewerVersionWinsAndOneRowSetsNothingAsideButItsFile() throws IOException {
        var runs = new BatchRuns(cloud, "daily", DATASET);
        runs.apply(folder, contract("1.0.0", ", logicalTypeOptions: {maximum: 100}"), Map.of());
        ObjectVersion older = runs.land("key.csv", HEADER + "1,500\n2,600\n").getFirst();
        assertThat(runs.run(Exit.REJECTED).counts().rejected()).isEqualTo(1);
        assertThat(cloud.awaitEnd(older).state()).isEqualTo(AuditState.REJECTED);

        runs.apply(folder, contract("1.1.0", ""), Map.of());
        List<ObjectVersion> good = runs.land("key.csv", HEADER + "1,10\n2,20\n", "other.csv", HEADER + "3,30\n");
        ObjectVersion poison =
                runs.land("poison.csv", HEADER + "4,40\n5,30000000\n").getFirst();
        ObjectVersion released = released(older);
        Batch batch = runs.run(Exit.REJECTED);

        assertThat(batch.state()).isEqualTo(BatchState.PARTIAL);
        assertThat(batch.counts().ingested()).isEqualTo(2);
        assertThat(batch.counts().rejected()).isEqualTo(1);
        assertThat(runs.states(good)).containsOnly(AuditState.INGESTED);
        assertThat(cloud.awaitEnd(released).state()).isEqualTo(AuditState.SUPERSEDED);
        AuditRecord refused = cloud.awaitEnd(poison);
        assertThat(refused.state()).isEqualTo(AuditState.REJECTED);
        assertThat(refused.reason()).contains("could not be validated", "at line 3", "cents");
        assertThat(runs.rows("SELECT id, amount, cents FROM batch_troubles ORDER BY id"))
                .containsExactly("1|10|1000", "2|20|2000", "3|30|3000");
        cloud.verify(DATASET);
    }

    /// Its bytes, put back as a new version that has its place in the order.
    private ObjectVersion released(ObjectVersion older) {
        TestCloud.Run release = cloud.run("release", older.id().hex());
        assertThat(release.status()).as(release.out() + release.err()).isEqualTo(Exit.OK);
        String version = cloud.record(older).orElseThrow().course().releasedAs();
        var released = new ObjectVersion(older.bucket(), older.key(), Objects.requireNonNull(version));
        assertThat(cloud.awaitEnd(released).state()).isEqualTo(AuditState.NEW);
        return released;
    }

    private static String contract(String version, String options) {
        return BatchRuns.contract(DATASET, version, """
                      - {name: id, logicalType: integer, required: true, primaryKey: true, primaryKeyPosition: 1}
                      - {name: amount, logicalType: integer%s}
                """.formatted(options), """
                  - {property: millrace.cadence, value: daily}
                  - property: millrace.curate
                    value:
                      derive:
                        - {name: cents, type: int, sql: amount * 100}
                """);
    }
}
