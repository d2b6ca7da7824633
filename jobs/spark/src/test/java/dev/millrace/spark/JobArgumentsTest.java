package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
    @Test
    void passesOverWhatServicesAdd() {
        assertThat(JobArguments.of(List.of(
                        "--JOB_NAME", "x", "--manifest", "s3://a/m.json", "--TempDir", "--millrace-job", "j1#2")))
                .isEqualTo(new JobArguments("s3://a/m.json", "j1#2", null));
    }

    @Test
    void knowsTheRegion() {
        assertThat(JobArguments.of(List.of("--manifest", "m", "--millrace-job", "j", "--millrace-region", "eu-west-1"))
                        .region())
                .isEqualTo("eu-west-1");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> JobArguments.of(List.of("--manifest", "--millrace-job", "j1#2")))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("--manifest is missing");
    }

    @Test
    void runsOnTheJavaOfTheServices() {
        assertThat(Runtime.version().feature()).isEqualTo(17);
    }
}
