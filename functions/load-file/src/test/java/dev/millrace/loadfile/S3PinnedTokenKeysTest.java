package dev.millrace.loadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.faults.NotSetUp;
import dev.millrace.judging.protection.TokenKey;
import dev.millrace.testing.InMemoryS3;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class S3PinnedTokenKeysTest {
    private final InMemoryS3 s3 = new InMemoryS3();

    @Test
    void keepsTheFingerprintOfTheFirstKeyOfAVersionOnce() {
        assertThat(keys("v1", "a").current().fingerprint()).matches("[0-9a-f]{16}");
        keys("v1", "a").current();

        assertThat(s3.text("lake", "_tokens/v1"))
                .isEqualTo(keys("v1", "a").current().fingerprint())
                .doesNotContain("aaaa");
        assertThat(s3.versionsOf("lake", "_tokens/v1")).isEqualTo(1);
    }

    @Test
    @Tag("H104")
    void refusesAnotherKeyUnderTheSameVersionAndSaysWhatToDo() {
        keys("v1", "a").current();

        assertThatThrownBy(() -> keys("v1", "b").current())
                .isInstanceOf(NotSetUp.class)
                .message()
                .contains("another key", "v1", "v2")
                .doesNotContain("bbbb");
        assertThat(keys("v2", "b").current()).hasToString("TokenKey[v2]");
        assertThat(keys("v1", "a").current()).hasToString("TokenKey[v1]");
    }

    @Test
    void refusesTheSlowerOfTwoKeysThatAreUsedAtOnce() {
        s3.beforeNext("PutObject", () -> keys("v1", "a").current());

        assertThatThrownBy(() -> keys("v1", "b").current()).isInstanceOf(NotSetUp.class);
        assertThat(keys("v1", "a").current()).hasToString("TokenKey[v1]");
    }

    private TokenKeys keys(String version, String letter) {
        byte[] secret = letter.repeat(64).getBytes(StandardCharsets.UTF_8);
        return new S3PinnedTokenKeys(() -> new TokenKey(version, secret), s3, "lake");
    }
}
