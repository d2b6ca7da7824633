package dev.millrace.authoring.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ContractPlaces;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractDiffTest {
    private static final String YAML = """
            apiVersion: v3.1.0
            kind: DataContract
            id: test
            version: 1.0.0
            status: active
            schema:
              - name: things
                properties:
                  - name: id
                    logicalType: integer
                    required: true
                    logicalTypeOptions: {format: i32, minimum: 1, maximum: 100}
                  - name: code
                    physicalName: Code
                    logicalType: string
                    logicalTypeOptions: {minLength: 1, maxLength: 10, pattern: ^A}
                  - name: amount
                    logicalType: number
                    physicalType: decimal(10,2)
                  - name: mail
                    logicalType: string
                    classification: confidential
                    customProperties:
                      - {property: millrace.protect, value: tokenise}
                    quality:
                      - {name: holes, metric: nullValues, mustBeLessThan: 5}
            customProperties:
              - {property: millrace.keyPattern, value: things/*.csv}
              - {property: millrace.onNewVersion, value: append}
              - {property: millrace.cadence, value: on-arrival}
            """;

    private static final String AMOUNT = """
            - name: amount
              logicalType: number
              physicalType: decimal(10,2)
            """.indent(6);

    private static List<Change> diff(String old, String now) {
        return ContractDiff.between(
                contract(old), ContractPlaces.of(bytes(old)), contract(now), ContractPlaces.of(bytes(now)));
    }

    private static byte[] bytes(String yaml) {
        return yaml.getBytes(StandardCharsets.UTF_8);
    }

    private static DataContract contract(String yaml) {
        ParsedContract parsed = Formats.contract(bytes(yaml));
        assertThat(parsed).as(yaml).isInstanceOf(ParsedContract.Accepted.class);
        return ((ParsedContract.Accepted) parsed).contract();
    }

    private static Change only(String from, String to) {
        assertThat(YAML).contains(from);
        List<Change> changes = diff(YAML, YAML.replace(from, to));
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    @Test
    void namesChannelsWithoutTheirUrls() {
        String one = "support: [{channel: chat, url: 'https://hooks.slack.com/services/T0/B0/s3cr3t'}]\n";
        List<Change> changes =
                diff(YAML + one, YAML + one.replace("s3cr3t", "s3cr3t2").replace("chat", "talk"));

        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change.text())
                        .contains("channel chat", "channel talk")
                        .doesNotContain("s3cr3t"));
    }

    @Test
    void findsNothingInTheSameContract() {
        assertThat(diff(YAML, YAML)).isEmpty();
        assertThat(diff(YAML, YAML.replace("minimum: 1,", "minimum: 1.0,").replace("status: active", "status: draft")))
                .isEmpty();
    }

    /// Column, kind, for whom, field: of a text of the contract that becomes another one.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "minimum: 1, | minimum: 2, | breaking | PRODUCERS | id.minimum",
                "minimum: 1, | minimum: 0, | compatible | | id.minimum",
                "minimum: 1, | exclusiveMinimum: 1, | breaking | PRODUCERS | id.exclusiveMinimum",
                "minimum: 1, |  | compatible | | id.minimum",
                "maximum: 100 | maximum: 99 | breaking | PRODUCERS | id.maximum",
                "maximum: 100 | maximum: 101 | compatible | | id.maximum",
                "format: i32 | format: i16 | breaking | PRODUCERS | id.format",
                "format: i16 | format: i32 | compatible | | id.format",
                "format: i32 | format: i64 | breaking | CONSUMERS | id.format",
                "format: i32 | format: u32 | breaking | PRODUCERS CONSUMERS | id.format",
                "required: true | required: false | breaking | CONSUMERS | id.required",
                "physicalName: Code | required: true | breaking | PRODUCERS | code.required",
                "physicalName: Code | physicalName: CODE | breaking | PRODUCERS | code.physicalName",
                "- name: code | - name: kode | breaking | CONSUMERS | kode.name",
                "minLength: 1 | minLength: 2 | breaking | PRODUCERS | code.minLength",
                "minLength: 1 | minLength: 0 | compatible | | code.minLength",
                "maxLength: 10 | maxLength: 9 | breaking | PRODUCERS | code.maxLength",
                "maxLength: 10, |  | compatible | | code.maxLength",
                ", pattern: ^A |  | compatible | | code.pattern",
                "pattern: ^A | pattern: ^AB | undecided | PRODUCERS | code.pattern",
                "decimal(10,2) | decimal(12,2) | breaking | CONSUMERS | amount.physicalType",
                "decimal(10,2) | decimal(10,4) | breaking | PRODUCERS CONSUMERS | amount.physicalType",
                "decimal(10,2) | double | breaking | PRODUCERS CONSUMERS | amount.logicalType",
                "value: tokenise | value: drop | breaking | CONSUMERS | mail.protect",
                "value: tokenise | value: last4 | breaking | CONSUMERS DATA_SUBJECTS | mail.protect",
                "mustBeLessThan: 5 | mustBeLessThan: 4 | undecided | PRODUCERS | quality 'holes'",
                "mustBeLessThan: 5 | mustBeLessThan: 5, severity: warn | compatible | | quality 'holes'",
                "name: holes | name: gaps | breaking | PRODUCERS | quality 'gaps'",
                "things/*.csv | thing/*.csv | undecided | PRODUCERS | millrace.keyPattern",
                "value: append | value: refuse | breaking | PRODUCERS | millrace.onNewVersion",
                "value: append | value: replace | breaking | CONSUMERS | millrace.onNewVersion",
                "value: on-arrival | value: daily | breaking | CONSUMERS | millrace.cadence",
                "version: 1.0.0 | version: 1.0.1 | documentation | | version",
                "name: things | name: others | breaking | PRODUCERS CONSUMERS | dataset"
            })
    void saysForWhomAChangeBreaksSomething(String from, String to, String kind, String whom, String field) {
        String before = YAML.contains(from) ? YAML : YAML.replace(to == null ? "" : to, from);
        List<Change> changes = diff(before, before.replace(from, to == null ? "" : to));

        Set<Audience> expected = whom == null
                ? Set.of()
                : Set.copyOf(
                        List.of(whom.split(" ")).stream().map(Audience::valueOf).toList());
        assertThat(changes).anySatisfy(change -> {
            assertThat(change.kind()).isEqualTo(kind);
            assertThat(change.whom()).isEqualTo(expected);
            assertThat(change.difference().field()).isEqualTo(field);
        });
    }

    @Test
    void takesValuesInClearForABreachOfPrivacy() {
        String open = YAML.replaceAll("(?m)^ +classification.*\\n +customProperties:\\n.*protect.*\\n", "");

        assertThat(diff(YAML, open)).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo("breaking");
            assertThat(change.whom()).containsExactlyInAnyOrder(Audience.CONSUMERS, Audience.DATA_SUBJECTS);
            assertThat(change.consequence()).contains("in clear");
        });
        assertThat(diff(open, YAML))
                .singleElement()
                .satisfies(change -> assertThat(change.whom()).containsExactly(Audience.CONSUMERS));
    }

    private static String withoutAmount() {
        return YAML.replace(AMOUNT, "");
    }

    @Test
    void tellsColumnsThatCameAndWent() {
        assertThat(diff(YAML, withoutAmount())).singleElement().satisfies(change -> {
            assertThat(change.whom()).containsExactlyInAnyOrder(Audience.PRODUCERS, Audience.CONSUMERS);
            assertThat(change.difference()).isEqualTo(new Difference("amount", "amount", "", 17, 9));
        });
        assertThat(diff(withoutAmount(), YAML))
                .singleElement()
                .satisfies(change -> assertThat(change.whom()).containsExactly(Audience.PRODUCERS));
        String evolve = "  - {property: millrace.onSchemaChange, value: evolve}\n";
        assertThat(diff(withoutAmount() + evolve, YAML + evolve))
                .singleElement()
                .isInstanceOf(Change.Compatible.class);
    }

    @Test
    void knowsThatJsonHasNoOrderAndMayLackAColumn() {
        String json = "  - {property: millrace.format, value: jsonl}\n";
        String moved = withoutAmount().replace("      - name: id\n", AMOUNT + "      - name: id\n");

        assertThat(diff(withoutAmount() + json, YAML + json)).singleElement().isInstanceOf(Change.Compatible.class);
        assertThat(diff(YAML + json, moved + json)).singleElement().isInstanceOf(Change.Compatible.class);
    }

    @Test
    void tellsColumnsThatMoved() {
        String moved = withoutAmount().replace("      - name: id\n", AMOUNT + "      - name: id\n");

        assertThat(diff(YAML, moved)).singleElement().satisfies(change -> {
            assertThat(change.difference()).isEqualTo(new Difference("order of columns", "id", "amount", 9, 9));
            assertThat(change.whom()).containsExactly(Audience.PRODUCERS);
        });
        String reorder = "  - {property: millrace.onSchemaChange, value: reorder}\n";
        assertThat(diff(YAML + reorder, moved + reorder)).singleElement().isInstanceOf(Change.Compatible.class);
    }

    @Test
    void namesBothPlaces() {
        Change change = only("minimum: 1,", "minimum: 5,\n                                 ");

        assertThat(change.difference()).isEqualTo(new Difference("id.minimum", "1", "5", 12, 12));
        assertThat(only("value: on-arrival", "value: daily").difference().lineAfter())
                .isEqualTo(30);
        assertThat(only("mustBeLessThan: 5", "mustBeLessThan: 6").difference().lineAfter())
                .isEqualTo(26);
        String later = YAML.replace("    properties:", "    description: x\n    properties:");
        assertThat(diff(YAML, later.replace("value: tokenise", "value: drop")))
                .singleElement()
                .satisfies(other -> assertThat(other.difference())
                        .isEqualTo(new Difference("mail.protect", "tokenise", "drop", 24, 25)));
    }

    @Test
    void saysAllOfItInOneLine() {
        assertThat(only("required: true", "required: false").text())
                .isEqualTo(
                        "breaking for consumers of the table: id.required: true → false; rows may have no value in it");
        assertThat(only("pattern: ^A", "pattern: \"^\\u202EA\"").text())
                .contains("^\\u202EA")
                .doesNotContain("\u202E");
    }
}
