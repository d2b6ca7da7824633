package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3LandingFilesTest {
    @Test
    void readsTheKeyForTokens() {
        String secret = "{\"version\": \"v2\", \"key\": \"%s\"}".formatted("k".repeat(32));
        assertThat(S3LandingFiles.parsed(secret, "arn:key")).hasToString("TokenKey[v2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "{\"version\": \"v1\", \"key\": \"secret\"}", "{\"key\": \"secret\"}"})
    void neverRepeatsASecretThatIsNoKey(String secret) {
        assertThatThrownBy(() -> S3LandingFiles.parsed(secret, "arn:key"))
                .isInstanceOf(JobFailure.class)
                .hasMessageStartingWith("The secret arn:key is no key for tokens")
                .hasMessageNotContaining("secret\"")
                .hasNoCause();
    }
}
