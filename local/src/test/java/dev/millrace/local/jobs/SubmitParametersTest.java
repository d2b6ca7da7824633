package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitParametersTest {
    @Test
    void readsWhatAJobIsMadeOf() {
        SubmitParameters read =
                SubmitParameters.of("--class a.Main --jars s3://b/x.jar,s3://b/y.jar  --py-files s3://b/m.py "
                        + "--conf spark.a=b --conf \"spark.c=d e\" --name 'of mine'");

        assertThat(read.mainClass()).isEqualTo("a.Main");
        assertThat(read.jars()).containsExactly("s3://b/x.jar", "s3://b/y.jar");
        assertThat(read.modules()).containsExactly("s3://b/m.py");
        assertThat(read.settings()).isEqualTo(Map.of("spark.a", "b", "spark.c", "d e", "spark.app.name", "of mine"));
    }

    @Test
    void nothingIsNothing() {
        assertThat(SubmitParameters.of(" ").settings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--master yarn", "--conf noequals", "--conf =x", "word"})
    void refusesWhatItWouldNotHeed(String parameters) {
        assertThatThrownBy(() -> SubmitParameters.of(parameters)).isInstanceOf(Refusal.class);
    }
}
