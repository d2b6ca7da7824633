package dev.millrace.notices.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Printable;
import dev.millrace.flow.commands.Commands;
import dev.millrace.notices.reports.FindingsReport.Count;
import dev.millrace.notices.reports.FindingsReport.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class FindingsPageTest {
    private static final Set<String> OURS = Set.of(
            "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "tr", "th", "td", "bdi", "code",
            "ul", "li", "svg", "text", "rect");
    private static final Set<String> OUR_ATTRIBUTES = Set.of(
            "xmlns",
            "lang",
            "charset",
            "http-equiv",
            "content",
            "name",
            "class",
            "role",
            "viewBox",
            "text-anchor",
            "x",
            "y",
            "width",
            "height");

    private static final FindingsReport REPORT = new FindingsReport(
            "landing",
            "orders/tuesday.csv",
            "v1",
            "0123456789abcdef".repeat(4),
            "orders",
            "1.0.0",
            "c0ffee",
            123_456,
            1_200,
            0,
            null,
            "2026-11-21T10:15:30Z",
            1_103,
            List.of(
                    new Count("type", "ordered_on", 1_100),
                    new Count("max-length", "customer", 2),
                    new Count("column-count", null, 1)),
            List.of(
                    new Line("type", 2, "ordered_on", "2026-02-30", "must be a day that there is"),
                    new Line("max-length", 3, "customer", "(hidden)", "must have 40 characters or less"),
                    new Line("column-count", 1_201, null, null, "the number of its fields is 3; it must be 4")));

    private static FindingsReport everywhere(String text) {
        return new FindingsReport(
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                1,
                1,
                1,
                text,
                text,
                2,
                List.of(new Count(text, text, text, 1)),
                List.of(new Line(text, text, 1, text, text, text)));
    }

    private static String page(FindingsReport report) {
        return new String(FindingsPage.of(report, Commands.AT_HOME), StandardCharsets.UTF_8);
    }

    private static Document parsed(FindingsReport report) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(FindingsPage.of(report, Commands.AT_HOME)));
    }

    private static List<Element> elements(Node node) {
        List<Element> elements = new ArrayList<>();
        NodeList children = node.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element) {
                elements.add(element);
                elements.addAll(elements(element));
            }
        }
        return elements;
    }

    @Test
    void looksAsItDidBefore() throws IOException {
        try (InputStream before = FindingsPageTest.class.getResourceAsStream("findings-page.html")) {
            assertThat(page(REPORT))
                    .isEqualTo(new String(Objects.requireNonNull(before).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg onload=alert(1)>",
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</style><style>@import 'http://example.org'",
                "</title></bdi></code></table><h1>gone",
                "]]><!--",
                "-->",
                "&lt;b&gt; &amp;&#x3c;",
                "javascript:alert(1)",
                "\u202Egnp.exe",
                "a\u0000\u001B[31m\uFFFF\uD800",
                "{{constructor.constructor('alert(1)')()}}"
            })
    @Tag("H027")
    void showsWhatStoodInTheFileAndDoesNothingElse(String hostile) throws Exception {
        Document document = parsed(everywhere(hostile));

        for (Element element : elements(document)) {
            assertThat(OURS).contains(element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(OUR_ATTRIBUTES)
                        .contains(element.getAttributes().item(i).getNodeName());
            }
        }
        String shown = Printable.of(hostile);
        assertThat(document.getElementsByTagName("code").item(0).getTextContent())
                .isEqualTo(shown);
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .endsWith(shown);
        assertThat(document.getElementsByTagName("h1").getLength()).isEqualTo(1);
    }

    @Test
    void forbidsTheBrowserEverythingButItsStyle() throws Exception {
        Document document = parsed(REPORT);
        String style = document.getElementsByTagName("style").item(0).getTextContent();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));

        assertThat(elements(document))
                .filteredOn(element -> element.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .singleElement()
                .satisfies(policy -> assertThat(policy.getAttribute("content"))
                        .isEqualTo("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                                .formatted(hash)));
        assertThat(page(REPORT)).doesNotContain("src=", "href=", "url(", "@import", "<script");
    }

    @Test
    void drawsTheMostFrequentFirst() throws Exception {
        NodeList bars = parsed(REPORT).getElementsByTagName("rect");

        assertThat(bars.getLength()).isEqualTo(3);
        assertThat(((Element) bars.item(0)).getAttribute("width")).isEqualTo("400");
        assertThat(((Element) bars.item(2)).getAttribute("width")).isEqualTo("2");
    }

    @Test
    void staysSmallWhateverTheReportIs() throws Exception {
        List<Count> counts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            counts.add(new Count("type", "column_" + i, 1));
        }
        var report = new FindingsReport(
                "b", "k", "v", "o", "d", null, null, -1, 0, 0, null, "now", 20_000, counts, REPORT.findings());

        assertThat(FindingsPage.of(report, Commands.AT_HOME)).hasSizeLessThan(50_000);
        assertThat(parsed(report).getElementsByTagName("rect").getLength()).isEqualTo(15);
        assertThat(page(report)).contains("There are more kinds");
    }

    @Test
    void tellsLoadedFilesFromRefusedOnes() {
        List<Line> lines = List.of(new Line("type", "quarantine", 2, "a", "x", "must be a number"));
        var loaded = new FindingsReport(
                "b",
                "k.csv",
                "v",
                "o",
                "d",
                "1",
                "c",
                9,
                9,
                1,
                null,
                "now",
                1,
                List.of(new Count("type", "quarantine", "a", 1)),
                lines);

        assertThat(page(loaded))
                .contains("Something was found in", "Rows set aside")
                .doesNotContain("Refused");
        assertThat(page(REPORT))
                .contains("Refused: ", "millrace release 0123456789abcdef")
                .doesNotContain("set aside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-contract", "could-not-be-validated", "new-version", "type"})
    void saysWhatToDo(String rule) {
        var report = new FindingsReport(
                "b",
                "k",
                "v",
                "oid",
                "d",
                null,
                null,
                1,
                0,
                0,
                null,
                "now",
                1,
                List.of(new Count(rule, null, 1)),
                List.of(new Line(rule, 0, null, null, "wrong")));

        assertThat(page(report)).contains("millrace release oid").contains("<li>");
    }

    @Test
    void isTheSameInAnyLanguage() {
        Locale before = Locale.getDefault();
        String usual = page(REPORT);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(page(REPORT)).isEqualTo(usual);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void standsBesideItsReport() {
        assertThat(FindingsPage.keyBeside("a/b.json.csv.findings.json")).isEqualTo("a/b.json.csv.findings.html");
        assertThat(FindingsPage.contentType()).isEqualTo("text/html; charset=utf-8");
    }
}
