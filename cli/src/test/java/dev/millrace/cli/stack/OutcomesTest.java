package dev.millrace.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditState;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {
    @ParameterizedTest
    @CsvSource({
        "INGESTED,                         0",
        "INGESTED IGNORED SUPERSEDED NEW,  0",
        "INGESTED REJECTED,                3",
        "FAILED,                           4",
        "REJECTED FAILED HELD,             4",
        "REJECTED GONE,                    3",
        "HELD,                             5",
        "INGESTED GONE,                    5",
    })
    void endWithTheStatusOfTheWorst(String states, int status) {
        assertThat(Outcomes.exitStatus(Arrays.stream(states.split(" "))
                        .map(AuditState::valueOf)
                        .collect(Collectors.toSet())))
                .isEqualTo(status);
    }
}
