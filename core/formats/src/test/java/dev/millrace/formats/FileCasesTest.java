package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.judging.findings.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each case stands in `file-cases.txt`, `json-cases.txt` or `packed-cases.txt`.
@Tags({
    @Tag("H034"),
    @Tag("H037"),
    @Tag("H043"),
    @Tag("H046"),
    @Tag("H047"),
    @Tag("H048"),
    @Tag("H049"),
    @Tag("H050"),
    @Tag("H051"),
    @Tag("H052"),
    @Tag("H053"),
    @Tag("H054"),
    @Tag("H055"),
    @Tag("H056"),
    @Tag("H057"),
    @Tag("H058"),
    @Tag("H059"),
    @Tag("H060"),
    @Tag("H061"),
    @Tag("H062"),
    @Tag("H063"),
    @Tag("H064"),
    @Tag("H065"),
    @Tag("H066"),
    @Tag("H067"),
    @Tag("H068"),
    @Tag("H069"),
    @Tag("H070"),
    @Tag("H072"),
    @Tag("H073"),
    @Tag("H074"),
    @Tag("H075"),
    @Tag("H117"),
    @Tag("H150"),
    @Tag("H151"),
    @Tag("H152"),
    @Tag("H153"),
    @Tag("H154"),
    @Tag("H155")
})
class FileCasesTest {
    private static final Pattern NUMBER = Pattern.compile("H\\d{3}");

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
                .containsAll(Arrays.stream(Rule.values())
                        // They have cases of their own kind.
                        .filter(rule -> rule != Rule.PARQUET && rule != Rule.CONTROL_FILE)
                        .map(Rule::text)
                        .toList());
    }

    @Test
    void everyNumberOfACaseIsATag() {
        var numbers = all().stream()
                .flatMap(fileCase ->
                        NUMBER.matcher(fileCase.statement()).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(FileCasesTest.class.getAnnotationsByType(Tag.class))
                .extracting(Tag::value)
                .containsExactlyElementsOf(numbers);
    }
}
