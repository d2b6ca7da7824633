package dev.millrace.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterTest {
    @Test
    @Tag("H018")
    void namesTheObjectsByTheirDecodedKeys() {
        assertThat(about("""
                        {"Records": [
                          {"s3": {"bucket": {"name": "landing"}, "object": {"key": "a/this+im+%2B+age.txt", "versionId": "v1"}}},
                          {"s3": {"bucket": {"name": "landing"}, "object": {"key": "b.csv", "versionId": "v2"}}}]}
                        """)).isEqualTo("s3://landing/a/this im + age.txt#v1, s3://landing/b.csv#v2");
    }

    @ParameterizedTest
    @Tag("H002")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            garbage                     | no event of S3: it is no JSON: garbage
            {                           | no event of S3: it is no JSON: {
            ``                          | no event of S3: it has no list 'Records':
            null                        | no event of S3: it has no list 'Records': null
            []                          | no event of S3: it has no list 'Records': []
            {"Records": null}           | no event of S3: it has no list 'Records': {"Records": null}
            {"Records": []}             | an event of S3 without objects
            {"Event": "s3:TestEvent"}   | no event of S3: it is a test of S3, which names no object
            {"Records": [1]}            | s3://?/?#?
            """)
    void saysWhyAMessageIsNoEvent(String body, String about) {
        assertThat(about(body).strip()).isEqualTo(about);
    }

    @ParameterizedTest
    @CsvSource({"100%, s3://landing/100%#v1", "%E2%80%AEgnp.csv, s3://landing/\\u202Egnp.csv#v1"})
    @Tag("H020")
    void showsOddKeysAsTheyStand(String key, String object) {
        assertThat(about("""
                        {"Records": [{"s3": {"bucket": {"name": "landing"}, "object": {"key": "%s", "versionId": "v1"}}}]}
                        """.formatted(key))).isEqualTo(object);
    }

    @Test
    @Tag("H015")
    void survivesEndlessNesting() {
        assertThat(about("[".repeat(100_000)))
                .startsWith("no event of S3: it is no JSON")
                .hasSizeLessThan(200);
    }

    private static String about(String body) {
        return DeadLetter.of("id", null, body).about();
    }
}
