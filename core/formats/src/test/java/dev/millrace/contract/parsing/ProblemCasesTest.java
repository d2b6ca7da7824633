package dev.millrace.contract.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.formats.Formats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong with a contract is told with its place: each case stands in `problem-cases.txt`.
class ProblemCasesTest {
    private static final String BASE = """
            apiVersion: v3.1.0
            kind: DataContract
            id: urn:orders
            version: 1.0.0
            status: active
            schema:
              - name: orders
                properties:
                  - name: order_id
                    logicalType: integer
                  - name: customer
                    logicalType: string
            customProperties:
              - {property: millrace.keyPattern, value: 'orders/*.csv'}
              - {property: millrace.cadence, value: daily}
              - {property: millrace.onNewVersion, value: append}
            """;

    record ProblemCase(String statement, String yaml, List<String> expected) {
        static ProblemCase parse(String block) {
            List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
            String removed = chosen(lines, "-");
            String yaml = BASE.replace(removed, chosen(lines, "+"));
            assertThat(BASE).as(block).contains(removed);
            return new ProblemCase(
                    lines.get(0),
                    yaml,
                    lines.stream()
                            .skip(1)
                            .filter(line -> !line.matches("[-+].*"))
                            .toList());
        }

        private static String chosen(List<String> lines, String mark) {
            StringBuilder chosen = new StringBuilder();
            lines.stream()
                    .filter(line -> line.startsWith(mark))
                    .forEach(line -> chosen.append(line.substring(1)).append('\n'));
            return chosen.toString();
        }

        List<String> told() {
            ParsedContract parsed = Formats.contract(yaml.getBytes(StandardCharsets.UTF_8));
            List<String> told = new ArrayList<>();
            if (parsed instanceof ParsedContract.Refused refused) {
                refused.problems().forEach(problem -> told.add(problem.toString()));
            }
            return told;
        }

        @Override
        public String toString() {
            return statement;
        }
    }

    static List<ProblemCase> all() {
        try (var in = ProblemCasesTest.class.getResourceAsStream("problem-cases.txt")) {
            if (in == null) {
                throw new AssertionError("problem-cases.txt is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^== "))
                    .skip(1)
                    .map(ProblemCase::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isToldAsTheCaseSays(ProblemCase problemCase) {
        assertThat(problemCase.told()).containsExactlyElementsOf(problemCase.expected());
    }
}
