package dev.millrace.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.contract.DataContract;
import java.io.IOException;
import java.util.List;

class JsonFuzzTest {
    private static final List<DataContract> CONTRACTS = List.of(
            AllTypes.contract("millrace.format: jsonl"),
            AllTypes.contract("millrace.format: json", "millrace.maxRecordBytes: 300"),
            AllTypes.contract(
                    "millrace.format: jsonl",
                    "millrace.onBadRow: quarantine",
                    "millrace.maxBadRows: 100%",
                    "millrace.onSchemaChange: evolve"));

    @FuzzTest(maxDuration = "1m")
    void anyFileIsJudged(byte[] file) throws IOException {
        for (DataContract contract : CONTRACTS) {
            Judged.twice(contract, file);
        }
    }
}
