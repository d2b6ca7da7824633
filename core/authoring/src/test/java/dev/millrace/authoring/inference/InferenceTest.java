package dev.millrace.authoring.inference;

import static dev.millrace.authoring.inference.Samples.column;
import static dev.millrace.authoring.inference.Samples.options;
import static dev.millrace.authoring.inference.Samples.table;
import static dev.millrace.authoring.inference.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimeType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.Range;
import dev.millrace.contract.temporal.TemporalPattern;
import dev.millrace.formats.csv.CsvFormat;
import dev.millrace.judging.findings.Rule;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceTest {
    @Test
    void writesAContractThatAPersonCanGoOnWith() {
        String file = table(
                "Order No;ordered on;Kundenname;amount;country",
                40,
                i -> "A-%04d;%02d.11.2026;Anna %d;%d,50;%s".formatted(i, 1 + i % 30, i, i, i % 2 == 0 ? "DE" : "FR"));

        Inferred.Written written = written(file);

        assertThat(written.yaml()).isEqualTo("""
                # A first contract, written from a sample: things.csv, all its 40 rows
                # Types, required columns and patterns are those of the sample; what is marked as a guess is one. Read it
                # through, put right what you know better, and try it: ./millrace contract test FILE… --contract THIS
                apiVersion: v3.1.0
                kind: DataContract
                id: "urn:millrace:contract:things"
                version: 0.1.0
                status: draft
                schema:
                  - name: things
                    # A guess: order_no may be the key: it was another one in each of 40 rows. To make it a
                    # rule, write 'primaryKey: true' there, and where it is two, 'primaryKeyPosition: 1' and '2'.
                    properties:
                      - name: order_no
                        physicalName: "Order No"
                        logicalType: string
                        # required: true, where that is a rule: each row of the sample has a value.
                        # A guess from few rows: these are codes. A rule would be, in logicalTypeOptions:
                        # pattern: "^[A-Z]-[0-9]{4}$"
                      - name: ordered_on
                        physicalName: "ordered on"
                        logicalType: date
                        logicalTypeOptions:
                          format: "dd.MM.yyyy"
                        # required: true, where that is a rule: each row of the sample has a value.
                      - name: kundenname
                        physicalName: Kundenname
                        logicalType: string
                        # required: true, where that is a rule: each row of the sample has a value.
                        # A guess: these seem to be names of persons.
                        classification: confidential
                        customProperties:
                          - property: millrace.protect
                            value: tokenise       # or tokenise, last4, email-domain, year, drop
                      - name: amount
                        logicalType: string
                        # These are numbers with a comma before their fraction, which stay text: numbers have a point.
                        # required: true, where that is a rule: each row of the sample has a value.
                      - name: country
                        logicalType: string
                        # required: true, where that is a rule: each row of the sample has a value.
                        # A guess: these are all values that there are. A rule would be:
                        # enum: [{value: "DE"}, {value: "FR"}]

                # Whose the dataset is; notices name them:
                # team:
                #   name: Your team
                # support:
                #   - channel: things
                #     url: mailto:you@example.org

                customProperties:
                  # Which keys of the landing bucket are files of this dataset.
                  - property: millrace.keyPattern
                    value: "things/*.csv"
                  # What new content under an old key does: refuse (it is set aside), append (its rows are added) or replace
                  # (its rows take the older ones' place).
                  - property: millrace.onNewVersion
                    value: refuse
                  - property: millrace.delimiter
                    value: ";"
                  - property: millrace.fileSeverity
                    value: {no-line-end: off} # the last line of the sample has no line end either
                """);
    }

    @ParameterizedTest
    @CsvSource({"1,134217727,I32", "-134217727,0,I32", "1,134217728,I64", "-9223372036854775808,5,I64"})
    void takesTheSmallestIntegerThatLeavesRoom(String first, String second, IntegerFormat format) {
        assertThat(column("x", first, second).type()).isEqualTo(new IntegerType(format, Range.all(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "1.5,12.25,18,6",
        "1.50,12.25,18,6",
        "99999999999999.25,1,38,6",
        "999999999999999.25,1,38,6",
        "99999999999999999999,1,38,0",
        "0.1234567890,1,18,14",
        "0.25,0.125,18,7",
        "1234.567890123456789012,0.000000000000000001,38,22",
        "12345678901234567890123456.7890123456,1,38,10",
        "1.0000000000000000001e3,5,38,20"
    })
    void takesDecimalsThatLeaveRoom(String first, String second, int precision, int scale) {
        assertThat(column("x", first, second).type())
                .isEqualTo(new DecimalType(precision, scale, Range.all(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "1.5e3,5",
        "0.003466663768656342,1",
        "1234567890.12345,2",
        "1e-05,0.5",
        "1.7976931348623157E308,1",
        "4.9E-324,1"
    })
    void takesForDoublesWhatAProgramWroteAsSuch(String first, String second) {
        assertThat(column("x", first, second).type()).isEqualTo(new FloatType(false, Range.all()));
    }

    @ParameterizedTest
    @CsvSource({
        "007",
        "00",
        "+5",
        "1.",
        ".5",
        "1e",
        "0x1F",
        "1_000",
        "NaN",
        "'12 '",
        "1.5e999",
        "1.5e-999",
        "٣",
        "1E5",
        "1e10",
        "12D",
        "1e-5"
    })
    void leavesTextWhatIsNoNumberOrWouldLoseDigits(String text) {
        assertThat(column("x", text, "1").type()).isEqualTo(StringType.ANY);
    }

    @Test
    void leavesAQuotedNothingText() {
        assertThat(column("x", "1", "\"\"", "2").type()).isEqualTo(StringType.ANY);
    }

    @Test
    void takesTruthInEitherCase() {
        assertThat(column("x", "true", "FALSE", "True").type()).isEqualTo(new BooleanType());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21,2026-02-28,uuuu-MM-dd",
        "2026/11/21,2026/02/28,yyyy/MM/dd",
        "21.11.2026,01.02.2026,dd.MM.yyyy",
        "1.2.2026,21.11.2026,d.M.yyyy",
        "21/11/2026,01/02/2026,dd/MM/yyyy",
        "11/21/2026,01/02/2026,MM/dd/yyyy",
        "1/2/2026,11/21/2026,M/d/yyyy",
        "21 Nov 2026,02 Feb 2026,dd MMM yyyy"
    })
    void findsOutHowDatesAreWritten(String first, String second, String pattern) {
        assertThat(column("x", first, second).type()).isEqualTo(new DateType(TemporalPattern.of(pattern), Range.all()));
    }

    @Test
    void leavesTheChoiceOfDayAndMonthToAPerson() {
        Inferred.Written written = written("n,x\n1,01/02/2026\n2,03/04/2026");

        assertThat(written.contract().columns().get(1).type()).isEqualTo(StringType.ANY);
        assertThat(written.yaml())
                .contains("day and month cannot be told apart", "format: \"dd/MM/yyyy\"", "format: \"MM/dd/yyyy\"");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T08:30:00,2026-11-21T08:30:00.25,uuuu-MM-dd'T'HH:mm:ss[.SSSSSS],false",
        "2026-11-21T08:30:00Z,2026-11-21T08:30:00.123456+01:00,uuuu-MM-dd'T'HH:mm:ss[.SSSSSS][XXX],true",
        "2026-11-21 08:30:00,2026-11-21 23:59:59,yyyy-MM-dd HH:mm:ss,false",
        "2026-11-21 08:30:00,2026-11-21 23:59:59.125,yyyy-MM-dd HH:mm:ss[.SSSSSS],false",
        "2026-11-21 08:30:00+01:00,2026-11-21 08:30:00Z,yyyy-MM-dd HH:mm:ssXXX,true",
        "21.11.2026 08:30,01.02.2026 23:59,dd.MM.yyyy HH:mm,false",
        "11/21/2026 8:30 AM,1/2/2026 11:59 PM,M/d/yyyy h:mm a,false"
    })
    void findsOutHowTimestampsAreWritten(String first, String second, String pattern, boolean zoned) {
        LogicalType type = column("x", first, second).type();

        assertThat(type).isInstanceOf(TimestampType.class);
        assertThat(((TimestampType) type).format().text()).isEqualTo(pattern);
        assertThat(((TimestampType) type).zoned()).isEqualTo(zoned);
    }

    @Test
    void leavesMomentsOfWhichSomeHaveAnOffsetText() {
        assertThat(column("x", "2026-11-21T08:30:00", "2026-11-21T08:30:00Z").type())
                .isEqualTo(StringType.ANY);
    }

    @ParameterizedTest
    @CsvSource({"08:30:00,08:30:00.5,HH:mm:ss[.SSSSSS]", "08:30,23:59,HH:mm", "8:30 AM,11:59 PM,h:mm a"})
    void findsOutHowTimesAreWritten(String first, String second, String pattern) {
        LogicalType type = column("x", first, second).type();

        assertThat(type).isInstanceOf(TimeType.class);
        assertThat(((TimeType) type).format().text()).isEqualTo(pattern);
    }

    @Test
    void takesEightDigitsForADateOnlyWhereTheNameOrManyOfThemSaySo() {
        assertThat(column("order_date", "20261121", "20261122").type()).isInstanceOf(DateType.class);
        assertThat(column("number", "20261121", "20261122").type()).isInstanceOf(IntegerType.class);
        String[] many = IntStream.range(0, 28)
                .mapToObj(i -> "202602%02d".formatted(i + 1))
                .toArray(String[]::new);
        assertThat(column("number", many).type()).isInstanceOf(DateType.class);
    }

    @Test
    void requiresWhatNoneOfManyRowsLacks() {
        String[] many = IntStream.range(0, 100).mapToObj(i -> "a" + i).toArray(String[]::new);

        assertThat(column("x", many).required()).isTrue();
        assertThat(column("x", "a", "b").required()).isFalse();
        many[40] = "";
        assertThat(column("x", many).required()).isFalse();
        assertThat(written("n,x\n1,\n2,a").yaml()).contains("# Empty in 1 of 2 rows.");
    }

    @Test
    void makesARuleOfCodesThatAreClearlyRegular() {
        String[] codes =
                IntStream.range(0, 100).mapToObj(i -> "AB-%03d".formatted(i)).toArray(String[]::new);

        assertThat(((StringType) column("x", codes).type()).pattern())
                .hasValueSatisfying(pattern -> assertThat(pattern.text()).isEqualTo("^[A-Z]{2}-[0-9]{3}$"));
        codes[7] = "ABC-07";
        assertThat(column("x", codes).type()).isEqualTo(StringType.ANY);
    }

    @Test
    void suggestsTheValuesThatComeAgainAndAgain() {
        Inferred.Written written = written(table("n,x", 40, i -> i + "," + (i % 2 == 0 ? "open" : "it's \"closed\"#")));

        assertThat(written.contract().columns().get(1).values()).isEmpty();
        assertThat(written.yaml()).contains("# enum: [");
    }

    @Test
    void makesNoRuleOfTheLeastAndTheGreatestUnlessAsked() {
        String file = table("n,x,s", 12, i -> i + "," + i * 2.5 + "," + "a".repeat(i + 1));

        assertThat(written(file).contract().columns())
                .extracting(Column::type)
                .containsExactly(
                        new IntegerType(IntegerFormat.I32, Range.all(), Optional.empty()),
                        new DecimalType(18, 6, Range.all(), Optional.empty()),
                        StringType.ANY);
        String strict = written(file, Samples.strict()).yaml();
        assertThat(strict)
                .contains("minimum: 0\n", "maximum: 11\n", "maximum: 27.5\n", "minLength: 1\n", "maxLength: 12\n");
    }

    @Test
    void suggestsTheFirstColumnWithoutARepetitionAsTheKey() {
        String file = table("kind,id,other", 30, i -> i % 3 + "," + i + "," + (i + 7));

        assertThat(written(file).yaml()).contains("# A guess: id may be the key");
        assertThat(written(file).contract().primaryKey()).isEmpty();
        assertThat(written(file, Samples.strict()).contract().primaryKey()).containsExactly("id");
    }

    @Test
    void suggestsTwoColumnsWhereNoneAloneIsAKey() {
        String file = table("day,shop,sold", 30, i -> "2026-11-%02d,%d,%d".formatted(1 + i / 3, i % 3, i % 5));

        assertThat(written(file, Samples.strict()).contract().primaryKey()).containsExactly("day", "shop");
    }

    @Test
    void comparesKeysAsTheJudgeDoes() {
        String file = table("x", 30, i -> i == 29 ? "1.50" : i == 28 ? "1.5" : String.valueOf(i + 100.25));

        assertThat(written(file, Samples.strict()).contract().primaryKey()).isEmpty();
    }

    @Test
    void findsOutTheDelimiter() {
        for (char delimiter : new char[] {',', ';', '\t', '|'}) {
            DataContract contract = written(
                            "a,b;c\td|e\n1,5;2\t3|4".replace(',', delimiter).replaceFirst("(?s)^", ""))
                    .contract();
            assertThat(contract.columns()).hasSizeGreaterThan(1);
        }
        assertThat(delimiter("a;b\n1,5;2,5\n3,5;4,5")).isEqualTo(';');
        assertThat(delimiter("a\tb\n1,5\t2")).isEqualTo('\t');
        assertThat(delimiter("a|b\n1|2")).isEqualTo('|');
        assertThat(delimiter("a,b\n\"x;y;z\",2")).isEqualTo(',');
        assertThat(delimiter("a\n1\n2")).isEqualTo(',');
    }

    private static char delimiter(String file) {
        return ((CsvFormat) written(file).contract().format()).delimiter();
    }

    @Test
    void givesColumnsNamesThatTheLakeTakes() {
        assertThat(written("Kunden-Nr.,OrderID,Größe,2026,select,_x,Order ID,arrival_date,€\n1,2,3,4,5,6,7,8,9")
                        .contract()
                        .columns())
                .extracting(Column::name)
                .containsExactly(
                        "kunden_nr",
                        "order_id",
                        "grosse",
                        "c_2026",
                        "select_value",
                        "x",
                        "order_id_2",
                        "arrival_date_value",
                        "column_9");
    }

    @Test
    void keepsTheNamesOfTheFile() {
        String header = "\"a: \"\"b\"\" #c\",\"two\nlines\",- x,'y',null,😀\u202E";
        DataContract contract = written(header + "\n1,2,3,4,5,6").contract();

        assertThat(contract.columns())
                .extracting(Column::header)
                .containsExactly("a: \"b\" #c", "two\nlines", "- x", "'y'", "null", "😀\u202E");
    }

    @Test
    void saysWhatIsWrongWithTheSampleItself() {
        Inferred.Written written = written("a,b\n1,2\n3\n4,5");

        assertThat(written.findings())
                .hasValueSatisfying(findings -> assertThat(findings.first())
                        .singleElement()
                        .satisfies(finding -> {
                            assertThat(finding.rule()).isEqualTo(Rule.COLUMN_COUNT);
                            assertThat(finding.line()).isEqualTo(3);
                        }));
        assertThat(written.contract().columns()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|no records",
                "'a,,\n1,2,3'|columns 2 and 3 have no name",
                "'a,b,a\n1,2,3'|columns 1 and 3 have the same name, 'a'",
                "'%PDF-1.7\n'|PDF"
            })
    void saysWhyNoContractCanBeWritten(String file, String reason) {
        Inferred inferred = Samples.infer(file, options());

        assertThat(inferred).isInstanceOf(Inferred.Unusable.class);
        assertThat(((Inferred.Unusable) inferred).reason()).containsIgnoringCase(reason);
    }

    @Test
    void readsNoMoreRowsThanAsked() {
        Inferred.Written written = written(table("n", 100, i -> i < 50 ? "1" : "text"), Samples.rows(50));

        assertThat(written.rows()).isEqualTo(50);
        assertThat(written.whole()).isFalse();
        assertThat(written.yaml().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).endsWith("things.csv, its first 50 rows"));
        assertThat(written.contract().columns().get(0).type()).isInstanceOf(IntegerType.class);
    }

    @Test
    void writesTheSameInAnyLanguage() {
        Locale before = Locale.getDefault();
        String file = table("TITLE,x", 1_200, i -> "x" + i + "," + (i == 3 ? "" : i + ".5"));
        String usual = written(file).yaml();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(written(file).yaml()).isEqualTo(usual);
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(written(file).yaml()).isEqualTo(usual);
        } finally {
            Locale.setDefault(before);
        }
    }
}
