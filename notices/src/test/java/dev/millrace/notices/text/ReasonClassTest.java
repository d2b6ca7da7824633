package dev.millrace.notices.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.notices.Owners;
import dev.millrace.notices.reports.FindingsReport;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonClassTest {
    private static final String OWN = "s3://landing/own key.csv#v1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ServiceFault: Load File, object 0a1b: S3 is down           | ServiceFault
                    Timeout: no answer                                         | Timeout
                    ExecutionEnded: its execution ended                        | ExecutionEnded
                    Execution ABORTED: The execution ended as ABORTED          | Execution-ABORTED
                    The file is archived. Restore it, then release it.         | The-file-is-archived
                    s3://landing/own key.csv#v1 is archived. Restore it.       | is-archived
                    The file has 12 bytes; files above 10 wait                 | The-file-has
                    The file has the same bytes as s3://a/b c.csv#v (object id 1) | The-file-has-the-same-bytes-as
                    The data contract of dataset event_orders is no longer in force. | The-data-contract-of-dataset
                    The file could not be validated: FileFault: too much       | The-file-could-not-be-validated
                    No data contract's key pattern matches the key             | No-data-contracts-key-pattern-matches-the-key
                    """)
    void holdsTheWordsThatAReasonBeginsWith(String reason, String expected) {
        assertThat(ReasonClass.of(reason, OWN)).isEqualTo(expected);
    }

    /// Else each of ten thousand files would be an incident of its own.
    @ParameterizedTest
    @Tag("H112")
    @CsvSource(delimiter = '|', textBlock = """
                    Held 17 of 20                 | Held 18 of 21
                    Same as 'a b c.csv'           | Same as 'x y z.csv'
                    Same as "a b"                 | Same as "c d"
                    Same as /a                    | Same as b.csv
                    Same as 0a1b2c                | Same as f0f0f0
                    Same as größe                 | Same as übel
                    Same as a_b                   | Same as c_d
                    """)
    void holdsNoValue(String one, String other) {
        assertThat(ReasonClass.of(one, OWN)).isEqualTo(ReasonClass.of(other, OWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "17 files",
                "s3://a/b#v is archived",
                "'; DROP TABLE t;--",
                "<svg onload=alert(1)>",
                "\u202E",
                "#"
            })
    void isOtherWhenAReasonBeginsWithAValue(String reason) {
        assertThat(ReasonClass.of(reason, OWN)).isEqualTo("other");
    }

    @Test
    void isShort() {
        assertThat(ReasonClass.of("word ".repeat(1000), OWN)).isEqualTo("word-word-word-word-word-word-word-word");
        assertThat(ReasonClass.of("abcdefghijklmnopqrstuvwxyz ".repeat(8), OWN)).hasSize(60);
        assertThat(ReasonClass.of("x".repeat(1000), OWN)).isEqualTo("other");
    }

    @Test
    void isTheFirstRuleThatARefusedFileBreaks() {
        assertThat(ReasonClass.of(report("column-count", "type"))).contains("column-count");
    }

    @Test
    void isNoRuleWhenTheReportNamesNone() {
        assertThat(ReasonClass.of(report())).isEmpty();
        assertThat(ReasonClass.of(report("Not a rule #"))).isEmpty();
    }

    private static FindingsReport report(String... rules) {
        return Owners.report(
                rules.length,
                List.of(),
                List.of(rules).stream()
                        .map(rule -> new FindingsReport.Line(rule, 1, null, null, "wrong"))
                        .toList());
    }
}
