package dev.millrace.authoring.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.Formats;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnySampleTest {
    record Sample(List<String> header, List<List<String>> rows, char delimiter, boolean strict) {
        String text() {
            List<List<String>> lines = new ArrayList<>(List.of(header));
            lines.addAll(rows);
            return lines.stream()
                    .map(line ->
                            line.stream().map(this::written).collect(Collectors.joining(String.valueOf(delimiter))))
                    .collect(Collectors.joining("\n"));
        }

        /// An empty field in quotes is a text, one without is none.
        private String written(String field) {
            boolean bare = field.chars().noneMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
            boolean alone = field.isEmpty() && header.size() == 1;
            return bare && !alone ? field : '"' + field.replace("\"", "\"\"") + '"';
        }
    }

    @Property(tries = 300)
    void keepsTheContractThatIsInferredFromIt(@ForAll("samples") Sample sample) throws IOException {
        InferenceOptions options = new InferenceOptions(
                "any.csv",
                Optional.empty(),
                Optional.of("csv"),
                Optional.of(sample.delimiter()),
                Optional.of(true),
                InferenceOptions.USUAL_ROWS,
                sample.strict());

        Inferred inferred = Inference.infer(FileBytes.of(sample.text().getBytes(StandardCharsets.UTF_8)), options);

        assertThat(inferred).as(sample.text()).isInstanceOf(Inferred.Written.class);
        Inferred.Written written = (Inferred.Written) inferred;
        assertThat(written.findings()).as(sample.text()).isEmpty();
        ParsedContract parsed = Formats.contract(written.yaml().getBytes(StandardCharsets.UTF_8));
        assertThat(parsed).as(written.yaml()).isEqualTo(new ParsedContract.Accepted(written.contract()));
        byte[] bytes = sample.text().getBytes(StandardCharsets.UTF_8);
        assertThat(FileJudge.judge(written.contract(), FileBytes.of(bytes), JudgingResources.usual(), RowSink.none()))
                .as("%s%n%s", sample.text(), written.yaml())
                .isInstanceOf(Verdict.Valid.class);
        assertThat(written.rows()).isEqualTo(sample.rows().size());
    }

    @Property(tries = 300)
    void takesAnyBytes(@ForAll("bytes") String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

        Inferred inferred = Inference.infer(FileBytes.of(bytes), InferenceOptions.of(text));

        if (inferred instanceof Inferred.Written written) {
            Verdict verdict =
                    FileJudge.judge(written.contract(), FileBytes.of(bytes), JudgingResources.usual(), RowSink.none());
            assertThat(verdict instanceof Verdict.Valid)
                    .as("%s%n%s", text, written.yaml())
                    .isEqualTo(written.findings().isEmpty());
        } else {
            assertThat(((Inferred.Unusable) inferred).reason()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> bytes() {
        return Arbitraries.strings()
                .withChars("ab1,;\t\"\n\r\0 .-:\u00C3\u00A9\u00FF")
                .ofMaxLength(60);
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.integers().between(1, 6).flatMap(columns -> {
            Arbitrary<List<String>> header = headers().list().ofSize(columns).uniqueElements();
            Arbitrary<List<List<String>>> values =
                    values().list().ofSize(columns).flatMap(this::rows);
            return Combinators.combine(header, values, Arbitraries.of(',', ';', '\t', '|'), Arbitraries.of(true, false))
                    .as(Sample::new);
        });
    }

    /// Rows whose values are each from its column's own values.
    private Arbitrary<List<List<String>>> rows(List<List<String>> columns) {
        List<Arbitrary<String>> each = columns.stream().map(Arbitraries::of).toList();
        return Combinators.combine(each).as(row -> row).list().ofMaxSize(40);
    }

    private static Arbitrary<String> headers() {
        return Arbitraries.oneOf(
                Arbitraries.of("id", "email", "Birth Date", "Phone No.", "name", "order", "created_at", "1", "-", "#x"),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(6).filter(AnySampleTest::isHeader));
    }

    private static boolean isHeader(String text) {
        return text.indexOf('\0') < 0
                && !text.startsWith("\uFEFF")
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Arbitrary<List<String>> values() {
        Arbitrary<String> of = Arbitraries.of(
                "",
                "0",
                "-1",
                "7",
                "007",
                "1.50",
                "1.5",
                "-0.25",
                "1e5",
                "99999999999999999999",
                "0.12345678901234",
                "true",
                "FALSE",
                "2026-11-21",
                "21.11.2026",
                "01/02/2026",
                "11/21/2026",
                "20261121",
                "08:30",
                "8:30 PM",
                "2026-11-21T08:30:00Z",
                "2026-11-21T08:30:00",
                "2026-11-21 08:30:00.25",
                "2026-11-21 08:30:00",
                "a@example.org",
                "+49 30 1234567",
                "DE02120300000000202051",
                "4111111111111111",
                "192.0.2.1",
                "AB-123",
                "CD-456",
                "x",
                "N/A",
                " ",
                "a\nb",
                "say \"x\"",
                "#",
                "1,5",
                "ä€😀");
        return Arbitraries.oneOf(
                of.list().ofMinSize(1).ofMaxSize(1),
                of.list().ofMinSize(1).ofMaxSize(4),
                Arbitraries.integers().map(String::valueOf).list().ofMinSize(1).ofMaxSize(9),
                Arbitraries.bigDecimals()
                        .map(number -> number.toPlainString())
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(9),
                Arbitraries.doubles().map(String::valueOf).list().ofMinSize(1).ofMaxSize(9),
                Arbitraries.strings()
                        .ofMaxLength(5)
                        .filter(text -> text.isEmpty() || isHeader(text))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(9));
    }
}
