package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.terminal.Exit;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrong usage is told before anything is asked of any stack.
class OnDutyUsageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replay                                      | which objects?
            replay a.csv --dataset orders --since 2h    | which objects?
            replay --dataset orders                     | belong together
            replay --since 2h                           | belong together
            replay --dataset orders --since soon        | '--since'
            replay --dataset orders --since 2h --state held | ./millrace ls --state HELD
            replay a.csv --rule throttled               | --rule
            release                                     | which objects?
            release a.csv --dataset orders --since 2h   | which objects?
            release --dataset orders                    | belong together
            release --dataset orders --since 2h --state failed | only REJECTED,HELD objects can be taken here
            release --dataset orders --since 2h --limit 0 | from 1
            release --rule duplicate                    | belong together
            dismiss                                     | which objects?
            dismiss --dataset orders --since 2h         | --state FAILED,HELD
            dismiss --dataset orders --since 2h --state rejected | only FAILED,HELD objects can be taken here
            reingest                                    | OBJECT
            history                                     | OBJECT
            redrive --limit 0                           | from 1
            sweep --grace soon                          | '--grace'
            """)
    void saysWhatIsWrong(String line, String expected) {
        var err = new StringWriter();

        int status = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), line.split(" "));

        assertThat(status).as(err.toString()).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).startsWith("millrace: ").contains(expected);
    }
}
