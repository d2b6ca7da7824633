package dev.millrace.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;

class ContractFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyTextIsAcceptedOrRefused(byte[] yaml) {
        ParsedContract parsed = Formats.contract(yaml);
        assertThat(Formats.contract(yaml)).isEqualTo(parsed);
        if (parsed instanceof ParsedContract.Refused refused) {
            assertThat(refused.problems())
                    .allSatisfy(problem -> assertThat(problem.toString()).isNotBlank());
        }
    }
}
