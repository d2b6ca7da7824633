package dev.millrace.base.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            dev.millrace.faults.ServiceFault | {"errorMessage":"S3 is down","errorType":"x"} | ServiceFault: S3 is down
            java.lang.OutOfMemoryError                | {"errorMessage":"heap"}                       | OutOfMemoryError: heap
            States.Timeout                            | no answer in 330 s                            | Timeout: no answer in 330 s
            Lambda.Unknown                            | {"errorMessage":"cut sho                      | Unknown: {"errorMessage":"cut sho
            Oops                                      | {"errorMessage":null}                         | Oops: {"errorMessage":null}
            Oops                                      | 42                                            | Oops: 42
            """)
    void saysWhatBrokeInOneLine(String error, String cause, String text) {
        assertThat(new Fault(error, cause)).hasToString(text);
    }

    @Test
    void saysItsNameWhenThereIsNothingElse() {
        assertThat(new Fault("States.Timeout", "")).hasToString("Timeout: ");
    }

    @Test
    void keepsOutsideTextInert() {
        assertThat(new Fault("Oops", "a\r\n{\"level\":\"INFO\"}\u202E"))
                .hasToString("Oops: a\\u000D\\u000A{\"level\":\"INFO\"}\\u202E");
    }

    @Test
    void isShortHoweverLongItsCause() {
        assertThat(new Fault("Oops", "x".repeat(2000)).toString()).hasSize("Oops: ".length() + 500);
    }
}
