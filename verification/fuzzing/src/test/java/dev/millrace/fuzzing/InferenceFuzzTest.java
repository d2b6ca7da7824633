package dev.millrace.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.authoring.inference.Inference;
import dev.millrace.authoring.inference.InferenceOptions;
import dev.millrace.authoring.inference.Inferred;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;

class InferenceFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anySampleKeepsTheContractThatIsInferredFromIt(byte[] sample) throws IOException {
        Inferred inferred = Inference.infer(FileBytes.of(sample), InferenceOptions.of("in/sample"));
        if (inferred instanceof Inferred.Written written && written.findings().isEmpty()) {
            Verdict verdict =
                    FileJudge.judge(written.contract(), FileBytes.of(sample), JudgingResources.usual(), RowSink.none());
            assertThat(verdict).isInstanceOf(Verdict.Valid.class);
            assertThat(Judged.contract(written.yaml())).isEqualTo(written.contract());
        }
    }
}
