package dev.millrace.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.contract.DataContract;
import java.io.IOException;
import java.util.List;

class CsvFuzzTest {
    private static final List<DataContract> CONTRACTS = List.of(
            AllTypes.contract(),
            AllTypes.contract(
                    "millrace.onBadRow: quarantine", "millrace.maxBadRows: 100%", "millrace.onSchemaChange: evolve"),
            AllTypes.contract("millrace.header: none", "millrace.delimiter: ';'", "millrace.maxRecordBytes: 100"));

    @FuzzTest(maxDuration = "1m")
    void anyFileIsJudged(byte[] file) throws IOException {
        for (DataContract contract : CONTRACTS) {
            Judged.twice(contract, file);
        }
    }
}
