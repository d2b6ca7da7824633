package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Remarks;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.contracts.ApplyResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

    private static final List<List<@Nullable String>> ROWS =
            List.of(Arrays.asList("1", "größe", "1500-01-01", "1.25"), Arrays.asList("2", null, "2026-11-30", "-0.50"));

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
        return packed(text.getBytes(StandardCharsets.UTF_8), "gzip");
    }

    private ObjectVersion put(String key, String text) throws IOException {
        return cloud.put(key, packed(text));
    }

    private List<List<@Nullable String>> rows(String sql, ObjectVersion file) {
        return cloud.query(sql.formatted(file.id())).rows();
    }

    /// A contract that takes files of one format and packing. Files of Parquet are packed inside, and have none.
    private static byte[] contract(String dataset, String format, String packing) {
        String compression =
                format.equals("parquet") ? "" : "\n  - {property: millrace.compression, value: %s}".formatted(packing);
        return """
                apiVersion: v3.1.0
                kind: DataContract
                id: urn:millrace:test:%1$s
                version: 1.0.0
                status: active
                schema:
                  - name: %1$s
                    properties:
                      - {name: id, logicalType: integer}
                      - {name: name, logicalType: string}
                      - {name: day, logicalType: date}
                      - {name: price, logicalType: number, physicalType: 'decimal(5,2)'}
                customProperties:
                  - {property: millrace.keyPattern, value: 'whole/%1$s/*'}
                  - {property: millrace.onNewVersion, value: append}
                  - {property: millrace.onDuplicate, value: load}
                  - {property: millrace.format, value: %2$s}%3$s
                """.formatted(dataset, format, compression).getBytes(StandardCharsets.UTF_8);
    }

    /// One file of each format and packing, all at once.
    @Test
    void aFileOfEachFormatAndPackingIsWhatAQueryFinds() throws IOException, SQLException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (String format : List.of("csv", "jsonl", "json", "parquet")) {
            byte[] bytes = written(format);
            for (String packing : format.equals("parquet") ? List.of("none") : List.of("none", "gzip", "zstd")) {
                String table = "whole_%s_%s".formatted(format, packing);
                assertThat(cloud.apply(contract(table, format, packing))).isInstanceOf(ApplyResult.Applied.class);
                contents.put(table, packed(bytes, packing));
            }
        }
        // Only now: a function that reads the index of contracts keeps it for a while.
        Map<String, ObjectVersion> files = new TreeMap<>();
        contents.forEach((table, bytes) -> files.put(table, cloud.put("whole/%s/file".formatted(table), bytes)));

        files.forEach((table, file) -> {
            AuditRecord record = cloud.awaitEnd(file);
            assertThat(record.state()).as("%s: %s", table, record.reason()).isEqualTo(AuditState.INGESTED);
        });
        files.forEach((table, file) -> assertThat(
                        rows("SELECT id, name, day, price FROM " + table + " WHERE _oid = '%s' ORDER BY id", file))
                .as(table)
                .containsExactlyElementsOf(ROWS));
    }

    private static byte[] written(String format) throws IOException, SQLException {
        String object = """
                {"id": 1, "name": "größe", "day": "1500-01-01", "price": 1.25}""";
        String other = """
                {"id": 2, "day": "2026-11-30", "price": -0.5}""";
        return switch (format) {
            case "csv" ->
                "id,name,day,price\n1,größe,1500-01-01,1.25\n2,,2026-11-30,-0.5\n".getBytes(StandardCharsets.UTF_8);
            case "jsonl" -> (object + "\n" + other + "\n").getBytes(StandardCharsets.UTF_8);
            case "json" -> ("[" + object + "," + other + "]").getBytes(StandardCharsets.UTF_8);
            default -> parquet();
        };
    }

    private static byte[] parquet() throws IOException, SQLException {
        Path file = Files.createTempFile("whole", ".parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("""
                    COPY (SELECT * FROM (VALUES
                      (1::BIGINT, 'größe', DATE '1500-01-01', 1.25::DECIMAL(5, 2)),
                      (2, NULL, DATE '2026-11-30', -0.5)) t(id, name, day, price))
                    TO '%s' (FORMAT parquet)""".formatted(file));
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] packed(byte[] bytes, String packing) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = switch (packing) {
            case "gzip" -> new GZIPOutputStream(packed);
            case "zstd" -> new ZstdOutputStream(packed);
            default -> packed;
        }) {
            out.write(bytes);
        }
        return packed.toByteArray();
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
