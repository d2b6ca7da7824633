package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.adapters.FormatAdapter;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each format of the list can be set by a contract, and its files are judged.
class FormatsTest {
    static Stream<String> names() {
        return Formats.ALL.stream().flatMap(format -> format.names().stream());
    }

    @Test
    void noNameMeansTwoFormats() {
        assertThat(names()).doesNotHaveDuplicates().contains("csv", "jsonl", "json", "parquet");
    }

    @Test
    void aContractThatNamesNoFormatMeansTheFirst() {
        assertThat(contract("").format().text())
                .isEqualTo(Formats.ALL.get(0).names().get(0));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aContractSetsIt(String name) {
        DataContract contract = contract(name);
        FormatAdapter adapter = Formats.of(contract.format());

        assertThat(contract.format().text()).isEqualTo(name);
        assertThat(adapter.names()).contains(name);
        assertThat(contract.format().serverFormats()).contains(name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void anEmptyFileOfItIsRefusedNotFailedOn(String name) throws IOException {
        Verdict verdict =
                FileJudge.judge(contract(name), FileBytes.of(new byte[0]), JudgingResources.usual(), RowSink.none());

        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    }

    private static DataContract contract(String format) {
        String set = format.isEmpty() ? "" : "\n  - {property: millrace.format, value: " + format + "}";
        String yaml = """
                apiVersion: v3.1.0
                kind: DataContract
                id: test
                version: 1.0.0
                status: active
                schema:
                  - name: things
                    properties:
                      - {name: id, logicalType: integer, required: true}
                customProperties:
                  - {property: millrace.keyPattern, value: 'in/*'}
                  - {property: millrace.onNewVersion, value: append}""" + set;
        ParsedContract parsed = Formats.contract(yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed).isInstanceOf(ParsedContract.Accepted.class);
        return ((ParsedContract.Accepted) parsed).contract();
    }
}
