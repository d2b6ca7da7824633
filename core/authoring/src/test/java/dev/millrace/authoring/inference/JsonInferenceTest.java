package dev.millrace.authoring.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.contract.Column;
import dev.millrace.contract.Compression;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.Protection;
import dev.millrace.contract.Range;
import dev.millrace.contract.SchemaPolicy;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.json.JsonFormat;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInferenceTest {
    private static Inferred.Written written(String text) {
        Inferred.Written written = Samples.written(text);
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(FileJudge.judge(
                            written.contract(), FileBytes.of(bytes), JudgingResources.usual(), RowSink.none()))
                    .as("%s%n%s", text, written.yaml())
                    .isInstanceOf(Verdict.Valid.class);
        } catch (IOException e) {
            throw new AssertionError("Bytes in memory can always be read", e);
        }
        return written;
    }

    @Test
    void findsTheTypesOfJsonLines() {
        DataContract contract = written("""
                        {"id": 1, "day": "2026-11-21", "price": 1.50, "ratio": 1e3, "open": true, "code": "007"}
                        {"id": 2, "day": "2026-02-28", "price": 20, "ratio": 2, "open": null, "code": "12", "more": "x"}
                        """).contract();

        assertThat(contract.format()).isEqualTo(new JsonFormat(true, JsonFormat.DEFAULT_MAX_RECORD_BYTES));
        assertThat(contract.keyPattern().text()).isEqualTo("things/*.jsonl");
        assertThat(contract.columns())
                .extracting(Column::name, Column::required)
                .containsExactly(
                        tuple("id", false),
                        tuple("day", false),
                        tuple("price", false),
                        tuple("ratio", false),
                        tuple("open", false),
                        tuple("code", false),
                        tuple("more", false));
        assertThat(contract.columns().get(0).type())
                .isEqualTo(new IntegerType(IntegerFormat.I32, Range.all(), Optional.empty()));
        assertThat(contract.columns().get(1).type()).isInstanceOf(DateType.class);
        assertThat(contract.columns().get(2).type()).isEqualTo(new DecimalType(18, 6, Range.all(), Optional.empty()));
        assertThat(contract.columns().get(3).type()).isEqualTo(new FloatType(false, Range.all()));
        assertThat(contract.columns().get(4).type()).isEqualTo(new BooleanType());
        assertThat(contract.columns().get(5).type()).isEqualTo(StringType.ANY);
    }

    @Test
    void findsAnArray() {
        Inferred.Written written = written(" [\n{\"a\": 1},\n{\"a\": 2}\n]\n");

        assertThat(written.contract().format()).isEqualTo(new JsonFormat(false, JsonFormat.DEFAULT_MAX_RECORD_BYTES));
        assertThat(written.rows()).isEqualTo(2);
    }

    @Test
    void keepsStringsOfDigitsStrings() {
        assertThat(written("{\"a\": \"1\", \"t\": \"true\"}").contract().columns())
                .extracting(Column::type)
                .containsExactly(StringType.ANY, StringType.ANY);
    }

    @Test
    void leavesOutWhatNoColumnCanHold() {
        Inferred.Written written = written("{\"a\": 1, \"tags\": [1], \"mixed\": 1}\n{\"a\": 2, \"mixed\": \"x\"}");

        assertThat(written.contract().columns()).extracting(Column::name).containsExactly("a");
        assertThat(written.contract().onSchemaChange()).isEqualTo(SchemaPolicy.EVOLVE);
        assertThat(written.yaml()).doesNotContain("permissive");
        assertThat(written.notKept())
                .containsExactly("tags (nested: arrays)", "mixed (several kinds of values: texts, numbers)");
    }

    @Test
    void protectsNumbersAsNumbersCanBe() {
        DataContract contract = written("{\"phone\": 491701234567, \"iban\": 1.5e3, \"email\": \"x\"}")
                .contract();

        assertThat(contract.columns())
                .extracting(Column::protection)
                .containsExactly(
                        Optional.of(Protection.TOKENISE),
                        Optional.of(Protection.DROP),
                        Optional.of(Protection.EMAIL_DOMAIN));
    }

    @Test
    void looksAtNoMoreLinesThanAsked() {
        Inferred.Written written = Samples.written("{\"a\": 1}\n\n{\"a\": 2}\n{\"a\": \"x\"}\n", Samples.rows(2));

        assertThat(written.rows()).isEqualTo(2);
        assertThat(written.whole()).isFalse();
        assertThat(written.contract().columns().get(0).type()).isInstanceOf(IntegerType.class);
    }

    @Test
    void saysWhatIsWrongWithTheSampleItself() {
        Inferred.Written written = Samples.written("{\"a\": 1}\n{\"a\": }\n{\"a\": 3}\n");

        assertThat(written.findings())
                .hasValueSatisfying(findings -> assertThat(findings.counts())
                        .singleElement()
                        .satisfies(count -> assertThat(count.rule()).isEqualTo(Rule.SYNTAX)));
        assertThat(written.contract().columns().get(0).type()).isInstanceOf(IntegerType.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "{\"\": 1}", "[]", "{\"a\": [1]}", "{\"anna@example.org\": 1}", "[{\"a\":1}"})
    void saysWhyNoContractCanBeWritten(String text) {
        Inferred inferred = Samples.infer(text, Samples.options());

        boolean flawed = inferred instanceof Inferred.Written written
                && written.findings().isPresent();
        assertThat(flawed || inferred instanceof Inferred.Unusable)
                .as(inferred.toString())
                .isTrue();
        assertThat(inferred.toString()).doesNotContain("anna");
    }

    @Test
    void takesManyDifferentNamesForData() {
        String text =
                IntStream.range(0, 300).mapToObj(i -> "\"k" + i + "\": 1").collect(Collectors.joining(",", "{", "}"));

        assertThat(((Inferred.Unusable) Samples.infer(text, Samples.options())).reason())
                .contains("different names");
    }

    @Test
    void unpacksWhatIsPacked() throws IOException {
        for (String text : List.of("{\"a\": 1}\n{\"a\": 2}\n", "a;b\n1;2\n3;4\n")) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            }
            FileBytes bytes = FileBytes.of(packed.toByteArray());

            Inferred.Written whole = (Inferred.Written) Inference.infer(bytes, InferenceOptions.of("x.csv.gz"));
            Inferred.Written part = (Inferred.Written) Inference.infer(bytes, Samples.rows(1));

            assertThat(whole.contract().packing().compression()).isEqualTo(Compression.GZIP);
            assertThat(whole.contract().dataset()).isEqualTo("x");
            assertThat(whole.contract().keyPattern().text()).endsWith(".gz");
            assertThat(whole.findings()).isEmpty();
            assertThat(whole.rows()).isEqualTo(2);
            assertThat(part.rows()).isEqualTo(1);
            assertThat(FileJudge.judge(whole.contract(), bytes, JudgingResources.usual(), RowSink.none()))
                    .isInstanceOf(Verdict.Valid.class);
        }
    }

    @Test
    void saysThatItsPackingIsDamaged() throws IOException {
        byte[] broken = {0x1F, (byte) 0x8B, 8, 0, 0};

        assertThat(Inference.infer(FileBytes.of(broken), InferenceOptions.of("x.gz")))
                .isInstanceOf(Inferred.Unusable.class);
    }

    @Property(tries = 300)
    void keepsTheContractThatIsInferredFromIt(
            @ForAll("objects") List<Map<String, String>> objects, @ForAll boolean lines) {
        List<String> each = objects.stream()
                .map(object -> object.entrySet().stream()
                        .map(entry -> '"' + entry.getKey() + "\": " + entry.getValue())
                        .collect(Collectors.joining(", ", "{", "}")))
                .toList();
        String text = lines ? String.join("\n", each) : "[" + String.join(",\n", each) + "]";

        Inferred inferred = Samples.infer(text, Samples.options());

        if (inferred instanceof Inferred.Written) {
            written(text);
        } else {
            assertThat(((Inferred.Unusable) inferred).reason()).as(text).isNotBlank();
        }
    }

    @Provide
    Arbitrary<List<Map<String, String>>> objects() {
        Arbitrary<String> names = Arbitraries.of("id", "email", "birthDate", "phone", "a b", "\\u00e4", "x", "order");
        Arbitrary<String> values = Arbitraries.of(
                "1",
                "-2.50",
                "1e400",
                "99999999999999999999",
                "true",
                "false",
                "null",
                "\"\"",
                "\"2026-11-21\"",
                "\"01/02/2026\"",
                "\"a@example.org\"",
                "\"4111111111111111\"",
                "4111111111111111",
                "\"x\\ny\"",
                "\"\\ud83d\\ude00\"",
                "[]",
                "{\"z\": 1}",
                "0.12345678901234567");
        return Arbitraries.maps(names, values)
                .ofMinSize(1)
                .ofMaxSize(5)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
