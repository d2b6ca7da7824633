package dev.millrace.contract.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// H037, H055 to H068: each case stands in `file-cases.txt`.
class FileCasesTest {
    static List<FileCase> all() {
        return FileCase.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isJudgedAsTheCaseSays(FileCase fileCase) {
        assertThat(fileCase.judged()).containsExactlyElementsOf(fileCase.expected());
    }

    @Test
    void everyRuleHasACase() {
        var told = all().stream()
                .flatMap(fileCase -> fileCase.expected().stream())
                .map(line -> line.split("[ :]"))
                .filter(words -> words.length > 1)
                .map(words -> words[1])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told)
                .containsAll(Arrays.stream(Rule.values()).map(Rule::text).toList());
    }
}
