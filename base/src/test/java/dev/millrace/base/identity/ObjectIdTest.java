package dev.millrace.base.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectIdTest {
    @ParameterizedTest
    @CsvSource({
        "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    })
    void hashesAsTheStandardsExamplesSay(String text, String sha256) {
        assertThat(ObjectId.sha256(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(sha256);
    }

    @Test
    void isTheHashOfBucketKeyAndVersionSeparatedByNul() {
        var version = new ObjectVersion("landing", "a.csv", "v1");

        assertThat(version.id().hex()).isEqualTo("4bc114b4f85bb1b709b0800f960a7c9190068fbf12ec25bb3dd3e5723631adb7");
    }

    @Test
    void hashesTheKeysUtf8() {
        var version = new ObjectVersion("landing", "é😀/b.csv", "v1");

        assertThat(version.id().hex()).isEqualTo("d3a0bf7997926e9dd6d3438f3be46bdd8fdd2f084dbd044d6ee21a53bb742029");
    }

    @Test
    void tellsWhereOnePartEndsAndTheNextBegins() {
        assertThat(new ObjectVersion("a", "bc", "d").id())
                .isNotEqualTo(new ObjectVersion("ab", "c", "d").id())
                .isNotEqualTo(new ObjectVersion("a", "b", "cd").id());
    }

    @ParameterizedTest
    @Tag("H024")
    @Tag("H031")
    @CsvSource({"a.csv, A.csv", "\u00E9, e\u0301", "a, \u0430", "a, a\u200B"})
    void isAnotherForKeysThatOnlyLookAlike(String key, String other) {
        assertThat(new ObjectVersion("a", key, "v1").id()).isNotEqualTo(new ObjectVersion("a", other, "v1").id());
    }

    @Test
    void isAnotherForEachVersionOfAKey() {
        assertThat(new ObjectVersion("a", "b", "v1").id()).isNotEqualTo(new ObjectVersion("a", "b", "v2").id());
    }

    @Test
    void namesAnExecutionWithinTheEightyCharactersOfStepFunctions() {
        String name = new ObjectVersion("a", "b", "v1").id().executionName(0);

        assertThat(name).matches("ing-[0-9a-f]{64}").hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void spreadsOverShardsByItsFirstDigit() {
        ObjectId oid = new ObjectVersion("a", "b", "v1").id();

        assertThat(oid.shard()).hasSize(1).isEqualTo(oid.hex().substring(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"})
    void refusesWhatIsNoId(String text) {
        assertThatThrownBy(() -> new ObjectId(text)).hasMessageContaining("64 lowercase hexadecimal digits");
    }

    @Tag("H016")
    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void refusesAnObjectWithoutAVersion(String versionId) {
        assertThatThrownBy(() -> new ObjectVersion("a", "b", versionId)).hasMessageContaining("versioning");
    }
}
