package dev.millrace.cli.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Progress;
import dev.millrace.audit.files.Remarks;
import dev.millrace.base.json.Json;
import java.time.Instant;

/// An audit record as one line of JSON. Fields are only ever added.
public final class RecordJson {
    private RecordJson() {}

    public static String line(AuditRecord record) {
        return Json.line(node(record));
    }

    /// The same with a field more.
    public static String line(AuditRecord record, String field, String value) {
        return Json.line(node(record).put(field, value));
    }

    private static ObjectNode node(AuditRecord record) {
        String partition = record.key().dataset();
        ObjectNode node = Json.MAPPER
                .createObjectNode()
                .put("bucket", record.version().bucket())
                .put("key", record.version().key())
                .put("versionId", record.version().versionId())
                .put("oid", record.oid().hex())
                .put("dataset", record.key().datasetName())
                .put("cadence", partition.substring(0, partition.indexOf('/')))
                .put("state", record.state().name())
                .put("time", record.time().toString())
                .put("arrived", record.arrived().toString())
                .put("size", record.size())
                .put("rows", record.rows())
                .put("contentSha256", record.contentSha256())
                .put("fence", record.fence())
                .put("executionArn", record.executionArn())
                .put("reason", record.reason())
                .put("findings", record.findings())
                .put("findingsKey", record.findingsKey())
                .put("failedKey", record.failedKey());
        record.pinnedContract()
                .ifPresent(pin ->
                        node.putObject("contract").put("version", pin.version()).put("sha256", pin.sha256()));
        Remarks remarks = record.remarks();
        if (remarks != null) {
            node.putObject("remarks")
                    .put("rowsSetAside", remarks.rowsSetAside())
                    .put("findings", remarks.findings())
                    .put("reportKey", remarks.reportKey());
        }
        course(record.course(), node);
        ArrayNode history = node.putArray("history");
        record.history()
                .forEach(entry -> history.addObject()
                        .put("at", entry.at().toString())
                        .put("state", entry.state().name())
                        .put("fence", entry.fence())
                        .put("by", entry.by())
                        .put("note", entry.note()));
        return node;
    }

    private static void course(Progress course, ObjectNode node) {
        Instant failingSince = course.failingSince();
        node.put("order", course.order().text())
                .put("linkedTo", course.linkedTo())
                .put("replaces", course.replaces())
                .put("releasedAs", course.releasedAs())
                .put("replays", course.replays())
                .put("failingSince", failingSince == null ? null : failingSince.toString())
                .put("waived", course.waived())
                .put("rowsMayBeIn", course.rowsMayBeIn())
                .put("owedNotice", course.owed());
    }
}
