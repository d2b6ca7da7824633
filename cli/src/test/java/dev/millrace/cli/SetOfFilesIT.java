package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Sets of files on the deployed stack: nothing is loaded before the control file came and all that it names.
@ExtendWith(TestCloud.Extension.class)
class SetOfFilesIT {
    private static final String HEADER = "shelf,books\n";

    private final TestCloud cloud;

    SetOfFilesIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @BeforeAll
    static void apply(TestCloud cloud) {
        cloud.apply(contract("set_shelves", "{folder}/all.ctl"));
        cloud.apply(contract("set_marked", "{folder}/_SUCCESS"));
    }

    @AfterAll
    static void theTablesHoldWhatIsRecorded(TestCloud cloud) {
        cloud.verify("set_shelves", "set_marked");
    }

    private static byte[] contract(String dataset, String controlFile) {
        return """
                apiVersion: v3.1.0
                kind: DataContract
                id: urn:millrace:test:%1$s
                version: 1.0.0
                status: active
                schema:
                  - name: %1$s
                    properties:
                      - {name: shelf, logicalType: string, required: true}
                      - {name: books, logicalType: integer, required: true}
                support: [{channel: mail, tool: email, url: "mailto:library@example.org"}]
                customProperties:
                  - {property: millrace.keyPattern, value: "%1$s/*/*.csv"}
                  - {property: millrace.controlFile, value: "%2$s"}
                  - {property: millrace.onNewVersion, value: append}
                """.formatted(dataset, controlFile).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void isLoadedWhenItsListAndAllItsFilesCame() {
        ObjectVersion a = cloud.put("set_shelves/one/a.csv", HEADER + "A,1\nB,2\n");
        assertThat(cloud.awaitEnd(a).reason()).isEqualTo("Waits for its control file set_shelves/one/all.ctl");
        ObjectVersion list = cloud.put("set_shelves/one/all.ctl", "name,rows\na.csv,2\nb.csv,1\n");
        assertThat(cloud.awaitEnd(list).state()).isEqualTo(AuditState.APPLIED);
        assertThat(cloud.record(a).orElseThrow().reason()).isEqualTo("Waits for 1 file of its set: b.csv");
        assertThat(cloud.run("show", a.key()).out())
                .contains("Waits for", "set_shelves/one/all.ctl", "./millrace release " + a.id());

        ObjectVersion b = cloud.put("set_shelves/one/b.csv", HEADER + "C,3\n");

        assertThat(cloud.awaitEnd(b).state()).isEqualTo(AuditState.INGESTED);
        assertThat(ingested(a).course().waived()).isFalse();
        assertThat(rowsOf("set_shelves", a)).isEqualTo("2");
        assertThat(rowsOf("set_shelves", b)).isEqualTo("1");
        assertThat(cloud.executions(a)).hasSize(2);
        assertThat(cloud.noticesAbout(a)).isEmpty();
    }

    @Test
    void waitsForAGoodFileInPlaceOfOneThatDiffers() {
        cloud.awaitEnd(cloud.put("set_shelves/two/all.ctl", "name,rows\na.csv,1\nb.csv,2\n"));
        ObjectVersion a = cloud.put("set_shelves/two/a.csv", HEADER + "D,4\n");
        cloud.awaitEnd(a);

        ObjectVersion broken = cloud.put("set_shelves/two/b.csv", HEADER + "E,5\n");

        assertThat(cloud.awaitEnd(broken).state()).isEqualTo(AuditState.REJECTED);
        assertThat(cloud.record(broken).orElseThrow().reason())
                .contains("its control file announces rows 2, and the file has 1");
        cloud.awaitToldOrCounted(broken);
        assertThat(cloud.record(a).orElseThrow().state()).isEqualTo(AuditState.HELD);

        ObjectVersion whole = cloud.put("set_shelves/two/b.csv", HEADER + "E,5\nF,6\n");

        assertThat(cloud.awaitEnd(whole).state()).isEqualTo(AuditState.INGESTED);
        ingested(a);
    }

    @Test
    void refusesAListThatCannotBeRead() {
        ObjectVersion list = cloud.put("set_shelves/three/all.ctl", "name,rows\na.csv,many\n");

        AuditRecord refused = cloud.awaitEnd(list);

        assertThat(refused.state()).isEqualTo(AuditState.REJECTED);
        assertThat(refused.reason()).contains("line 2: 'rows' must be a whole number");
        cloud.awaitToldOrCounted(list);
    }

    @Test
    void isLoadedWhenItsMarkerCame() {
        List<ObjectVersion> files = List.of(
                cloud.put("set_marked/one/a.csv", HEADER + "G,7\n"),
                cloud.put("set_marked/one/b.csv", HEADER + "H,8\n"));
        assertThat(cloud.awaitEnd(files)).extracting(AuditRecord::state).containsOnly(AuditState.HELD);

        ObjectVersion marker = cloud.put("set_marked/one/_SUCCESS", "");

        assertThat(cloud.awaitEnd(marker).state()).isEqualTo(AuditState.APPLIED);
        files.forEach(this::ingested);
        assertThat(files)
                .allSatisfy(file -> assertThat(rowsOf("set_marked", file)).isEqualTo("1"));
    }

    /// Waits until a file that waited went on to its end.
    private AuditRecord ingested(ObjectVersion object) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> cloud.record(object).orElseThrow().state() == AuditState.INGESTED);
        return cloud.record(object).orElseThrow();
    }

    private String rowsOf(String table, ObjectVersion object) {
        return Objects.requireNonNull(
                cloud.query("SELECT count(*) FROM %s WHERE _oid = '%s'".formatted(table, object.id()))
                        .rows()
                        .getFirst()
                        .getFirst());
    }
}
