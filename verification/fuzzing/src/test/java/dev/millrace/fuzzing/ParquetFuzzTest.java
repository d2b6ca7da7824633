package dev.millrace.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.contract.DataContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.util.List;

class ParquetFuzzTest {
    private static final List<DataContract> CONTRACTS = List.of(
            AllTypes.contract("millrace.format: parquet"),
            AllTypes.contract(
                    "millrace.format: parquet",
                    "millrace.onSchemaChange: evolve",
                    "millrace.onBadRow: quarantine",
                    "millrace.maxBadRows: 100%"));

    @FuzzTest(maxDuration = "1m")
    void anyFileIsJudged(byte[] file) throws IOException {
        for (DataContract contract : CONTRACTS) {
            assertThat(judge(contract, file)).isEqualTo(judge(contract, file));
        }
    }

    private static Verdict judge(DataContract contract, byte[] file) throws IOException {
        return FileJudge.judge(contract, FileBytes.of(file), JudgingResources.usual(), RowSink.none());
    }
}
