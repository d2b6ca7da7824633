package dev.millrace.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.contract.ContractParser;
import dev.millrace.contract.ParsedContract;

class ContractFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyTextIsAcceptedOrRefused(byte[] yaml) {
        ParsedContract parsed = ContractParser.parse(yaml);
        assertThat(ContractParser.parse(yaml)).isEqualTo(parsed);
        if (parsed instanceof ParsedContract.Refused refused) {
            assertThat(refused.problems())
                    .allSatisfy(problem -> assertThat(problem.toString()).isNotBlank());
        }
    }
}
