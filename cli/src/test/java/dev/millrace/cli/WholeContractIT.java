package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.Remarks;
import dev.millrace.common.identity.ObjectVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A contract that asks for much - packed JSON, keys, rules, rows set aside, classified columns - through the real
/// template, whose policies are enforced.
@ExtendWith(TestCloud.Extension.class)
class WholeContractIT {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: urn:millrace:test:people
            version: 1.0.0
            status: active
            schema:
              - name: people
                quality:
                  - {metric: rowCount, mustBeGreaterThan: 1}
                properties:
                  - name: id
                    logicalType: integer
                    required: true
                    primaryKey: true
                  - name: mail
                    logicalType: string
                    classification: restricted
                    customProperties: [{property: millrace.protect, value: tokenise}]
                  - name: born
                    logicalType: date
                    classification: confidential
                    customProperties: [{property: millrace.protect, value: year}]
                  - name: plan
                    logicalType: string
                    required: true
                    logicalTypeOptions: {pattern: '^[A-Z]$'}
            customProperties:
              - {property: millrace.keyPattern, value: 'whole/people/*'}
              - {property: millrace.onNewVersion, value: replace}
              - {property: millrace.format, value: jsonl}
              - {property: millrace.compression, value: gzip}
              - {property: millrace.onBadRow, value: quarantine}
              - {property: millrace.maxBadRows, value: 50%}
              - {property: millrace.onSchemaChange, value: evolve}
            """;

    private final TestCloud cloud;

    WholeContractIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @BeforeAll
    static void apply(TestCloud cloud) {
        cloud.apply(CONTRACT.getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void theTablesHoldWhatIsRecorded(TestCloud cloud) {
        cloud.verify("people");
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private ObjectVersion put(String key, String text) throws IOException {
        return cloud.put(key, packed(text));
    }

    private List<List<@Nullable String>> rows(String sql, ObjectVersion file) {
        return cloud.query(sql.formatted(file.id())).rows();
    }

    @Tag("H117")
    @Test
    void aPackedFileIsLoadedProtectedItsBadRowsAreSetAsideAndItsOwnersAreTold() throws IOException {
        ObjectVersion file = put("whole/people/a.jsonl.gz", """
                {"id": 1, "mail": "canary-a@example.org", "born": "1980-02-03", "plan": "A"}
                {"id": 2, "mail": "Canary-A@example.org", "plan": "B", "phone": "canary-phone"}
                {"id": 3, "mail": "canary-b@example.org", "born": "canary-born", "plan": "C"}
                """);

        AuditRecord record = cloud.awaitEnd(file);

        assertThat(record.state()).isEqualTo(AuditState.INGESTED);
        Remarks remarks = Objects.requireNonNull(record.remarks());
        assertThat(remarks.rowsSetAside()).isEqualTo(1);
        var rows = rows("SELECT id, mail, born, plan FROM people WHERE _oid = '%s' ORDER BY id", file);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get(1)).startsWith("v1:").isEqualTo(rows.get(1).get(1));
        assertThat(rows.get(0)).endsWith("1980", "A");
        var aside = rows("SELECT _line, _rules, _reason, born, plan FROM people_set_aside WHERE _oid = '%s'", file);
        assertThat(aside).containsExactly(List.of("3", "type", aside.get(0).get(2), "***", "C"));
        assertThat(aside.get(0).get(2)).startsWith("born ");
        assertThat(cloud.awaitNoticesAbout(file))
                .singleElement()
                .asString()
                .contains("is ingested, but", "people_set_aside", "proposed.odcs.yaml")
                .doesNotContain("canary");
        String report = cloud.stack()
                .s3()
                .getObjectAsBytes(
                        g -> g.bucket(cloud.stack().output("FailedBucket")).key(remarks.reportKey()))
                .asUtf8String();
        assertThat(report).contains("quarantine").doesNotContain("canary");
    }

    @Test
    void aFileWhoseKeysComeUpTwiceIsRefused() throws IOException {
        ObjectVersion file = put("whole/people/twice.jsonl.gz", """
                {"id": 1, "plan": "A"}
                {"id": 1, "plan": "A"}
                """);

        AuditRecord record = cloud.awaitEnd(file);

        assertThat(record.state()).isEqualTo(AuditState.REJECTED);
        assertThat(record.reason()).contains("the primary key (id) must be unique, and line 1 has the same one");
    }

    @Tag("H050")
    @Test
    void aFileThatWasCutInTheMiddleIsRefused() throws IOException {
        byte[] whole = packed("{\"id\": 1, \"plan\": \"A\"}\n".repeat(100));
        ObjectVersion file = cloud.put("whole/people/cut.jsonl.gz", Arrays.copyOf(whole, whole.length - 9));

        assertThat(cloud.awaitEnd(file).state()).isEqualTo(AuditState.REJECTED);
    }
}
