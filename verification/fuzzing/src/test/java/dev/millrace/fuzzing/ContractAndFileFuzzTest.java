package dev.millrace.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.QualityRule;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A contract and, after a line `--- file`, a file.
class ContractAndFileFuzzTest {
    private static final String SEPARATOR = "\n--- file\n";

    @FuzzTest(maxDuration = "1m")
    void anyContractCanJudgeAnyFile(byte[] input) throws IOException {
        String latin1 = new String(input, StandardCharsets.ISO_8859_1);
        int end = latin1.indexOf(SEPARATOR);
        if (end < 0) {
            return;
        }
        byte[] yaml = latin1.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = latin1.substring(end + SEPARATOR.length()).getBytes(StandardCharsets.ISO_8859_1);
        if (Formats.contract(yaml) instanceof ParsedContract.Accepted accepted && isReadHere(accepted.contract())) {
            Judged.twice(accepted.contract(), file);
        }
    }

    /// Rules in SQL need an engine; Parquet files are not read from a stream.
    private static boolean isReadHere(DataContract contract) {
        return !contract.format().text().equals("parquet")
                && contract.quality().stream().noneMatch(rule -> rule.measure() instanceof QualityRule.Sql);
    }
}
