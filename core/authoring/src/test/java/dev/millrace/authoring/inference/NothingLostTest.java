package dev.millrace.authoring.inference;

import static dev.millrace.authoring.inference.Samples.table;
import static dev.millrace.authoring.inference.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.formats.csv.CsvFormat;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What inference must not lose, and what it says of what is nearly something else.
class NothingLostTest {
    private static String remarks(String header, int rows, String odd, String usual) {
        Inferred.Written written = written(table("n," + header, rows, i -> i + "," + (i == rows - 1 ? odd : usual)));
        assertThat(written.contract().columns().get(1).type()).isEqualTo(StringType.ANY);
        return String.join("\n", written.remarks());
    }

    @Test
    void namesTheLineThatKeepsAColumnFromBeingANumber() {
        assertThat(remarks("x", 31, "N/A", "1.50"))
                .isEqualTo("x: 30 of 31 are decimals; line 32 has 'N/A'. All stay text.");
        assertThat(remarks("x", 31, "007", "12")).contains("30 of 31 are whole numbers; line 32 has '007'");
        assertThat(remarks("x", 31, "1E5", "12")).contains("line 32 has '1E5'");
        assertThat(remarks("x", 31, "30.02.2026", "28.02.2026"))
                .contains("30 of 31 are dates or times; line 32 has '30.02");
    }

    @Test
    void doesNotShowWhatIsPersonal() {
        assertThat(remarks("phone", 31, "Anna", "491701234567"))
                .contains("line 32 has another value")
                .doesNotContain("Anna");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "'1,5'!comma before their fraction",
                "'1,234,567.5'!mark between their thousands",
                "5 %!percentages",
                "€12.50!currency",
                "12.50 EUR!currency",
                "12.50-!minus sign behind",
                "(12.50)!in parentheses",
                "+5!plus sign",
                ".5!without a digit before the point",
                "5.!without a digit behind the point",
                "1E5!exponent, or codes",
                "0x1F!hexadecimal",
                "007!zeros in front",
                "' 5 '!blanks around them",
            })
    void saysWhatStaysTextThoughItIsNearlyANumber(String text, String told) {
        Inferred.Written written = written(table("n;x", 30, i -> i + ";" + text));

        assertThat(written.contract().columns().get(1).type()).isEqualTo(StringType.ANY);
        assertThat(String.join("\n", written.remarks())).contains(told);
    }

    @Test
    void saysWhatMayBeMoreThanAWholeNumberOrAText() {
        assertThat(written(table("n,x", 30, i -> i + "," + (i % 2 == 0 ? "Y" : "N")))
                        .remarks())
                .containsExactly(
                        "x: These seem to mean yes and no, and stay text: a boolean is written true or false.");
        assertThat(written("n,x\n1,20261121\n2,20261122").remarks())
                .containsExactly(
                        "x: These are whole numbers, and may be dates: logicalType: date, format: \"yyyyMMdd\".");
        assertThat(written("n,x\n1,1795250000000\n2,1795250000001").remarks())
                .containsExactly("x: These are whole numbers, and may be milliseconds since 1970.");
        assertThat(written("n,created_at\n1,1795250000\n2,1795250001").remarks())
                .containsExactly("created_at: These are whole numbers, and may be seconds since 1970.");
    }

    @ParameterizedTest
    @CsvSource({"31/12/45,14/05/99", "31.12.45,01.01.99", "21-Nov-26,02-Feb-26", "12/31/45,01/13/99"})
    void choosesNoCentury(String first, String second) {
        Inferred.Written written = written("n,x\n1," + first + "\n2," + second);

        assertThat(written.contract().columns().get(1).type()).isEqualTo(StringType.ANY);
        assertThat(written.remarks()).singleElement().asString().contains("which century");
        assertThat(written.yaml()).contains("#   logicalType: date, format: \"");
    }

    @Test
    void takesTheMajorityOfLinesForTheDelimiter() {
        String rows = table("id;name;n", 50, i -> i + ";a, b;1,5");

        assertThat(delimiter(written(rows + "\n\n"))).isEqualTo(';');
        Inferred.Written footer = written(rows.replace(';', '|') + "\n3 records");
        assertThat(delimiter(footer)).isEqualTo('|');
        assertThat(footer.findings())
                .hasValueSatisfying(
                        found -> assertThat(found.first().get(0).line()).isEqualTo(52));
        assertThat(delimiter(written(rows + "\n51;x;\"2\" or \"3\""))).isEqualTo(';');
    }

    private static char delimiter(Inferred.Written written) {
        return ((CsvFormat) written.contract().format()).delimiter();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "country,1960,1961,1962\nA,1.5,2.5,3.5\nB,2,3,4",
                "1,2,3\n0.5,0.25,7\n0.1,0.2,8",
                "name,2019\nA,15\nB,17",
                "x,y\n1.5e3,2.5e-4\n.5,-.25",
                "a,b\nx,y\nz,w"
            })
    void takesNamesForNames(String text) {
        Inferred.Written written = written(text);

        assertThat(written.rows()).isEqualTo(2);
        assertThat(written.guesses()).anyMatch(guess -> guess.startsWith("Line 1 has the names"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.500000000000000000e+00,2.5e+00\n2.500000000000000000e+00,3.5e+00",
                "1,2,3\n2,3,4",
                "a,1.5\nb,2.5",
                ".5,x\n.25,y",
                "N/A,1.5,x\n2,2.5,y"
            })
    void takesRowsForRows(String text) {
        Inferred.Written written = written(text);

        assertThat(written.rows()).isEqualTo(2);
        assertThat(written.guesses()).anyMatch(guess -> guess.startsWith("No line has the names"));
    }

    @Test
    void givesOneColumnWithoutANameAName() {
        Inferred.Written written = written(",x\n1,a\n2,b");

        assertThat(written.contract().columns())
                .extracting(Column::name, Column::header)
                .containsExactly(tuple("column_1", ""), tuple("x", "x"));
        assertThat(written.findings()).isEmpty();
        assertThat(written.contract().columns().get(0).type()).isInstanceOf(IntegerType.class);
    }

    @Test
    void saysThatNamesDifferInCaseOnly() {
        assertThat(written("amount,Amount,AMOUNT\n1,2,3").remarks())
                .containsExactly(
                        "amount_2: its name in the file, 'Amount', differs from 'amount' (amount) in nothing but case or"
                                + " punctuation.",
                        "amount_3: its name in the file, 'AMOUNT', differs from 'amount' (amount) in nothing but case or"
                                + " punctuation.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<!DOCTYPE html>\\n<html><body>Sign in</body></html>~HTML",
                "<html>\\n<p>x</p></html>~HTML",
                "<?xml version=\"1.0\"?>\\n<rows><row>1</row></rows>~XML",
                "<rows>\\n <row a=\"1\"/>\\n</rows>~XML",
                "-----BEGIN PGP MESSAGE-----\\n\\nhQEMA~PGP",
                "INSERT INTO t VALUES (1);\\nINSERT INTO t VALUES (2);~SQL",
                "\\u001E{\"a\":1}\\n\\u001E{\"a\":2}\\n~RFC 7464",
                "{\"error\": {\"code\": 403}, \"message\": \"denied\"}~failed",
                "{\"message\":\"Internal Server Error\"}~failed",
                "{\"data\": [{\"a\": 1}, {\"a\": 2}], \"next\": null}~in the array 'data'",
                "{\\n  \"data\": [\\n    {\"a\": 1}\\n  ]\\n}~in the array 'data'",
                "{\\n  \"a\": 1\\n}~over several lines",
                "{\"a\":1}{\"a\":2}\\n{\"a\":3}~several objects",
                "id   name      n  \\n1    anna      12 \\n22   berta     7  \\n333  c         15 ~fixed widths",
                "A,B\\n1,4,\\n2,5,\\n3,6,~ends in a delimiter",
                "a,b\\n1,4,x\\n2,5,y\\n3,6,z~one name is missing",
                "sep=;\\nid;name\\n1;a\\n2;b~sep=",
                "Report of May\\nid,name,n\\n1,a,2\\n2,b,3~begin in line 2",
                "H,2026\\nD,1,2,3\\nD,1,2,3\\nT,2~several kinds",
                "a,b\\n1,\"x\\n~none of its rows"
            })
    void saysWhatItIsThatCannotBeRead(String file, String reason) {
        String text = file.replace("\\n", "\n").replace("\\u001E", "\u001E");

        Inferred inferred = Samples.infer(text, Samples.options());

        assertThat(inferred).isInstanceOf(Inferred.Unusable.class);
        assertThat(((Inferred.Unusable) inferred).reason()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<DATE>,<OPEN>\n20260101,1.5",
                "{\"id\": 1, \"message\": \"x\"}",
                "{\"status\": \"open\", \"n\": 1}"
            })
    void takesATableForATable(String text) {
        assertThat(written(text).findings()).isEmpty();
    }

    @Test
    void tellsRecordsOfSeveralKinds() {
        assertThat(written("H,2026-11-21,ACME\nD,1,12.50\nD,2,7.00\nT,2,19.50").guesses())
                .anyMatch(guess -> guess.contains("several kinds") && guess.contains("H, D, T"));
    }

    @Test
    void saysWhichEncodingAndWhichEscapesItSeemsToHave() throws IOException {
        byte[] bytes = "ort,n\nKöln,1\nGöhren,2\nx,3\n".getBytes(StandardCharsets.ISO_8859_1);

        Inferred inferred = Inference.infer(FileBytes.of(bytes), Samples.options());

        assertThat(((Inferred.Written) inferred).remarks()).anyMatch(remark -> remark.contains("Windows-1252"));
        assertThat(written("id,name\n1,\"say \\\"hi\\\"\"\n2,x\n").remarks())
                .anyMatch(remark -> remark.contains("backslash"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".0922851", "-.092285", "0922851", "1922851"})
    void makesNoPatternOfNumbers(String text) {
        Inferred.Written written =
                written(table("n,x", 150, i -> i + "," + text.replace("22851", "%05d".formatted(i))));

        assertThat(written.yaml()).doesNotContain("pattern:");
    }
}
