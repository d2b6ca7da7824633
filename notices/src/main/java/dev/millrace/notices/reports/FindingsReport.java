package dev.millrace.notices.reports;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Printable;
import dev.millrace.contract.Severity;
import dev.millrace.judging.findings.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a file was refused, or what was found in one that is loaded: a JSON object in the failed bucket.
///
/// @param dataset name of the dataset, or `unmatched`
/// @param contractVersion version text of the data contract; null when no contract matches
/// @param contractSha256 content of the data contract; null when no contract matches
/// @param size of the file, in bytes
/// @param rows records read, without the header
/// @param rowsSetAside how many of them are set aside, in a file that is loaded
/// @param proposalKey key of a contract in the failed bucket that is proposed for the file's new columns; null when
/// none is
/// @param judgedAt ISO 8601, UTC
/// @param total how many findings there are in all
/// @param counts all findings, counted by rule and column
/// @param findings the first 100 at most, in the order of the file
@JsonIgnoreProperties(ignoreUnknown = true)
public record FindingsReport(
        String bucket,
        String key,
        String versionId,
        String oid,
        String dataset,
        @Nullable String contractVersion,
        @Nullable String contractSha256,
        long size,
        long rows,
        long rowsSetAside,
        @Nullable String proposalKey,
        String judgedAt,
        long total,
        List<Count> counts,
        List<Line> findings) {

    public FindingsReport {
        counts = List.copyOf(counts);
        findings = List.copyOf(findings);
    }

    /// How often a rule was broken.
    ///
    /// @param severity what that does to the file: `halt`, `quarantine` (of a row) or `warn`;
    /// null in reports of older releases
    /// @param column null when the rule is about the whole record or file
    public record Count(
            String rule,
            @Nullable String severity,
            @Nullable String column,
            long count) {
        /// Of what refuses a file.
        public Count(String rule, @Nullable String column, long count) {
            this(rule, Severity.HALT.text(), column, count);
        }

        /// All of them.
        public static List<Count> all(Findings findings) {
            return findings.counts().stream()
                    .map(c -> new Count(c.rule().text(), c.severity().text(), c.column(), c.count()))
                    .toList();
        }
    }

    /// One finding.
    ///
    /// @param severity as of a [Count]
    /// @param line 1-based line of the file; 0 for the whole file
    /// @param column name in the file's header; null when the finding is about the whole record or file
    /// @param value what stands there, shortened and made printable; null when there is none to show
    /// @param message what is wrong and what is expected
    public record Line(
            String rule,
            @Nullable String severity,
            long line,
            @Nullable String column,
            @Nullable String value,
            String message) {
        /// Of what refuses a file.
        public Line(String rule, long line, @Nullable String column, @Nullable String value, String message) {
            this(rule, Severity.HALT.text(), line, column, value, message);
        }

        /// The first of them.
        public static List<Line> all(Findings findings) {
            return findings.first().stream()
                    .map(f -> new Line(
                            f.rule().text(), f.severity().text(), f.line(), f.column(), f.value(), f.message()))
                    .toList();
        }

        /// The finding in one printable line, such as `line 17: latitude: must be a number [abc]`.
        public String text() {
            return line > 0 ? "line " + line + ": " + words() : words();
        }

        /// The same without the line's number.
        public String words() {
            var text = new StringBuilder();
            if (column != null) {
                text.append(Printable.of(column, 60)).append(": ");
            }
            text.append(Printable.of(message, 300));
            if (value != null) {
                text.append(" [").append(Printable.of(value, 110)).append(']');
            }
            return text.toString();
        }
    }

    /// The report as JSON, indented for people.
    public byte[] toJson() {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report of plain values always has a JSON form", e);
        }
    }

    /// Reads a report.
    ///
    /// @throws UncheckedIOException when the bytes are none
    public static FindingsReport of(byte[] json) {
        try {
            return Json.MAPPER.readValue(json, FindingsReport.class);
        } catch (IOException e) {
            throw new UncheckedIOException("This is no report of findings", e);
        }
    }
}
