package dev.millrace.notices.reports;

import dev.millrace.contract.Severity;
import dev.millrace.flow.commands.Commands;
import dev.millrace.notices.reports.FindingsReport.Count;
import dev.millrace.notices.reports.FindingsReport.Line;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// A report of findings as a page that any browser shows, from a disk as from a server.
///
/// It is whole in itself: no script, no picture or style from elsewhere, and a policy that forbids the browser all but
/// its own style, whatever stood in the file.
public final class FindingsPage {
    private static final int MOST_COUNTS = 200;
    private static final String STYLE = """
            :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
            body{margin:2rem auto;max-width:64rem;padding:0 1rem}
            table{border-collapse:collapse;width:100%}
            th,td{border-bottom:1px solid #8886;padding:.3rem .6rem;text-align:left;vertical-align:top}
            td.n{font-variant-numeric:tabular-nums;text-align:right}
            code{overflow-wrap:anywhere}
            svg{font-size:13px;max-width:100%}
            svg text{fill:currentColor}
            svg rect{fill:#c2410c}
            """;
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'".formatted(sha256(STYLE));

    private final FindingsReport report;
    private final NextSteps next;
    private final boolean loaded;
    private final Xhtml page = new Xhtml();

    private FindingsPage(FindingsReport report, Commands commands) {
        this.report = report;
        this.next = new NextSteps(commands);
        this.loaded = !report.counts().isEmpty() && report.counts().stream().allMatch(FindingsPage::leavesTheFile);
    }

    private static boolean leavesTheFile(Count count) {
        return Severity.QUARANTINE.text().equals(count.severity())
                || Severity.WARN.text().equals(count.severity());
    }

    /// The page of a report, in UTF-8.
    ///
    /// @param commands of the stack that judged the file
    public static byte[] of(FindingsReport report, Commands commands) {
        return new FindingsPage(report, commands).write();
    }

    /// What kind of content it is.
    public static String contentType() {
        return "text/html; charset=utf-8";
    }

    /// The key of the page beside a report, which ends in `.html` instead of `.json`.
    public static String keyBeside(String reportKey) {
        return reportKey.replaceFirst("\\.json$", "") + ".html";
    }

    private byte[] write() {
        String title = (loaded ? "Something was found in " : "Refused: ") + report.key();
        page.raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n")
                .raw("<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\"")
                .attribute("content", POLICY)
                .raw("/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width\"/>\n")
                .element("title", title)
                .raw("\n<style>" + STYLE + "</style>\n</head>\n<body>\n")
                .raw("<h1>" + (loaded ? "Something was found in " : "Refused: ") + "<bdi>")
                .text(report.key())
                .raw("</bdi></h1>\n");
        facts();
        counts();
        findings();
        advice();
        page.raw("</body>\n</html>\n");
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void facts() {
        page.raw("<table>\n");
        fact("Dataset", report.dataset());
        String version = report.contractVersion();
        fact("Contract", version == null ? "" : "version " + version);
        fact("Rows", Bars.number(report.rows()));
        fact("Rows set aside", report.rowsSetAside() == 0 ? "" : Bars.number(report.rowsSetAside()));
        fact("Size", report.size() < 0 ? "" : Bars.number(report.size()) + " bytes");
        String proposal = report.proposalKey();
        fact("Proposed contract", proposal == null ? "" : proposal);
        fact("Judged at", report.judgedAt());
        fact("Bucket", report.bucket());
        fact("Version", report.versionId());
        fact("Object id", report.oid());
        page.raw("</table>\n");
    }

    private void fact(String what, String value) {
        if (!value.isEmpty()) {
            page.raw("<tr>").element("th", what).raw("<td><bdi>").text(value).raw("</bdi></td></tr>\n");
        }
    }

    private void counts() {
        page.element("h2", "Findings: " + Bars.number(report.total())).raw("\n");
        Bars.draw(report.counts(), page);
        page.raw("<table>\n<tr><th>Column</th><th>Rule</th><th>What it does</th><th>Findings</th></tr>\n");
        for (Count count : report.counts().stream().limit(MOST_COUNTS).toList()) {
            String column = count.column();
            String severity = count.severity();
            page.raw("<tr>");
            cell(column == null ? "" : column);
            cell(count.rule());
            cell(effect(severity == null ? "" : severity));
            page.raw("<td class=\"n\">").text(Bars.number(count.count())).raw("</td></tr>\n");
        }
        page.raw("</table>\n");
        if (report.counts().size() > MOST_COUNTS) {
            page.element("p", "There are more kinds, which stand in the report beside this page.")
                    .raw("\n");
        }
    }

    private static String effect(String severity) {
        return switch (severity) {
            case "halt" -> "refuses the file";
            case "quarantine" -> "sets the row aside";
            case "warn" -> "is told";
            default -> severity;
        };
    }

    private void findings() {
        List<Line> lines = report.findings();
        page.element("h2", lines.size() < report.total() ? "The first " + lines.size() : "All of them")
                .raw(
                        "\n<table>\n<tr><th>Line</th><th>Column</th><th>Value</th><th>What is wrong</th><th>Rule</th></tr>\n");
        for (Line line : lines) {
            String column = line.column();
            String value = line.value();
            page.raw("<tr><td class=\"n\">")
                    .text(line.line() > 0 ? Bars.number(line.line()) : "")
                    .raw("</td>");
            cell(column == null ? "" : column);
            page.raw("<td>");
            if (value != null) {
                page.raw("<code><bdi>").text(value).raw("</bdi></code>");
            }
            page.raw("</td>");
            cell(line.message());
            cell(line.rule());
            page.raw("</tr>\n");
        }
        page.raw("</table>\n");
    }

    private void cell(String text) {
        page.raw("<td><bdi>").text(text).raw("</bdi></td>");
    }

    private void advice() {
        page.element("h2", "What to do").raw("\n<ul>\n");
        next.after(report, loaded).forEach(step -> page.element("li", step).raw("\n"));
        page.raw("</ul>\n");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
