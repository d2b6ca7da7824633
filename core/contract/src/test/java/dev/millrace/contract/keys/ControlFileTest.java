package dev.millrace.contract.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlFileTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {folder}/_SUCCESS      | a/b/x.csv      | a/b/_SUCCESS
            {folder}/_SUCCESS      | x.csv          | _SUCCESS
            {folder}/_SUCCESS      | /x.csv         | /_SUCCESS
            {folder}/{name}.ctl    | a/x.csv        | a/x.ctl
            {folder}/{name}.ctl    | a/x.1.csv.gz   | a/x.1.ctl
            {folder}/{name}.ctl    | a/x            | a/x.ctl
            {folder}/{name}.ctl    | a/.csv         | a/.ctl
            {key}.ctl              | a/$1.csv       | a/$1.csv.ctl
            control/{name}.json    | data/x.csv     | control/x.json
            """)
    void standsWhereItsTemplateSays(String template, String key, String control) {
        assertThat(ControlFile.of(template).keyOf(key)).isEqualTo(control);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {folder}/_SUCCESS      | MARKER
            {key}.done             | MARKER
            {folder}/{name}.ok     | MARKER
            {folder}/all.ready     | MARKER
            {folder}/x_SUCCESS     | LIST
            {folder}/{name}.ctl    | LIST
            {folder}/manifest.json | LIST
            """)
    void tellsByItsNameWhatItSays(String template, ControlFile.Kind kind) {
        assertThat(ControlFile.of(template).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders/_SUCCESS",
                "{folder}_SUCCESS",
                "{folder}",
                "{file}.ctl",
                "{folder}/*.ctl",
                "{key}",
                "{folder}/[a]",
                "{folder}/a\\b",
                "{folder}/a\nb"
            })
    void refusesWhatIsNoTemplate(String template) {
        assertThatThrownBy(() -> ControlFile.of(template)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a/*.csv      | {folder}/_SUCCESS   | a/_SUCCESS      | true
            a/*.csv      | {folder}/_SUCCESS   | a/b/_SUCCESS    | false
            a/*.csv      | {folder}/_SUCCESS   | b/_SUCCESS      | false
            a/**.csv     | {folder}/_SUCCESS   | a/_SUCCESS      | true
            a/**.csv     | {folder}/_SUCCESS   | a/b/c/_SUCCESS  | true
            a/**/x.csv   | {folder}/_SUCCESS   | a/_SUCCESS      | false
            a/**/x.csv   | {folder}/_SUCCESS   | a/b/_SUCCESS    | true
            *.csv        | {folder}/_SUCCESS   | _SUCCESS        | true
            **.csv       | {folder}/_SUCCESS   | _SUCCESS        | true
            **.csv       | {folder}/_SUCCESS   | x/_SUCCESS      | true
            a/*.csv      | {folder}/{name}.ctl | a/x.ctl         | true
            a/o-*.csv    | {folder}/{name}.ctl | a/x.ctl         | false
            a/o-*.csv.gz | {folder}/{name}.ctl | a/o-1.ctl       | true
            a/o-*        | {folder}/{name}.ctl | a/o-1.ctl       | true
            a/*.csv      | {key}.ctl           | a/x.csv.ctl     | true
            a/*.csv      | {key}.ctl           | a/x.ctl         | false
            """)
    void isKnownByItsKey(String files, String template, String key, boolean expected) {
        assertThat(ControlFile.of(template).isControlFile(key, KeyPattern.of(files)))
                .isEqualTo(expected);
    }

    /// Whatever the pattern, the control file of each file that it matches is known.
    @Property
    void isKnownByItsKeyWhateverThePattern(
            @ForAll("matching") List<List<String>> parts, @ForAll("templates") String template) {
        KeyPattern files = KeyPattern.of(joined(parts, 0));
        String key = joined(parts, 1);
        Assume.that(files.matches(key));
        ControlFile control = ControlFile.of(template);
        assertThat(control.isControlFile(control.keyOf(key), files)).isTrue();
    }

    private static String joined(List<List<String>> parts, int column) {
        return parts.stream().map(part -> part.get(column)).collect(Collectors.joining());
    }

    /// Parts of patterns, each with a part of a key that it matches.
    @Provide
    Arbitrary<List<List<String>>> matching() {
        Arbitrary<String> literals = Arbitraries.of("/", "a", ".", ".csv", ".gz");
        Arbitrary<List<String>> same = literals.map(text -> List.of(text, text));
        Arbitrary<List<String>> star = Arbitraries.of("", "a", "b.c", ".gz").map(text -> List.of("*", text));
        Arbitrary<List<String>> one = Arbitraries.of("a", ".").map(text -> List.of("?", text));
        Arbitrary<List<String>> all =
                Arbitraries.of("", "/", "a/b", "/.csv", "x/y/z.gz").map(text -> List.of("**", text));
        return Arbitraries.oneOf(same, same, star, one, all).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of(
                "{folder}/_SUCCESS", "{folder}/{name}.ctl", "{key}.ctl", "c/{name}", "{folder}/x/{name}.json");
    }

    @Test
    void isAmbiguousWhereItIsADataFileToo() {
        var control = ControlFile.of("{folder}/_SUCCESS");
        assertThat(control.ambiguousKey(KeyPattern.of("a/*.csv"))).isEmpty();
        assertThat(control.ambiguousKey(KeyPattern.of("a/**")))
                .hasValueSatisfying(key -> assertThat(key).endsWith("_SUCCESS"));
        assertThat(control.commonKey(KeyPattern.of("a/*.csv"), KeyPattern.of("*/_*")))
                .hasValue("a/_SUCCESS");
    }

    @Test
    void equalsItsLike() {
        assertThat(ControlFile.of("{key}.ctl"))
                .isEqualTo(ControlFile.of("{key}.ctl"))
                .hasSameHashCodeAs(ControlFile.of("{key}.ctl"))
                .isNotEqualTo(ControlFile.of("{key}.json"))
                .hasToString("{key}.ctl");
    }
}
