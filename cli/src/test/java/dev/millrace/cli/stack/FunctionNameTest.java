package dev.millrace.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class FunctionNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"move-invalid-file", "MoveInvalidFile", "MoveInvalidFileFunction", "move-invalid-file-function"})
    void understandsHowPeopleNameAFunction(String text) {
        assertThat(FunctionName.of(text).logicalId()).isEqualTo("MoveInvalidFileFunction");
    }

    @Test
    void refusesWhatIsNoName() {
        assertThatThrownBy(() -> FunctionName.of("../etc")).isInstanceOf(TypeConversionException.class);
    }
}
