package dev.millrace.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.contract.DataContract;
import java.io.IOException;
import java.util.List;

class PackedFuzzTest {
    private static final List<DataContract> CONTRACTS = List.of(contract("gzip"), contract("zstd"), contract("auto"));

    private static DataContract contract(String compression) {
        return AllTypes.contract("millrace.compression: " + compression, "millrace.maxExpansion: 5");
    }

    @FuzzTest(maxDuration = "1m")
    void anyFileIsJudged(byte[] file) throws IOException {
        for (DataContract contract : CONTRACTS) {
            Judged.twice(contract, file);
        }
    }
}
