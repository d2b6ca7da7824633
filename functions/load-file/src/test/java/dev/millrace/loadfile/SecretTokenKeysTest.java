package dev.millrace.loadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DecryptionFailureException;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class SecretTokenKeysTest {
    /// Answers with one text, or fails.
    private record Secrets(String text) implements SecretsManagerClient {
        @Override
        public GetSecretValueResponse getSecretValue(Consumer<GetSecretValueRequest.Builder> request) {
            var asked = GetSecretValueRequest.builder().applyMutation(request).build();
            assertThat(asked.secretId()).isEqualTo("arn:of:secret");
            if (text.isEmpty()) {
                throw DecryptionFailureException.builder()
                        .message("the key is disabled")
                        .build();
            }
            return GetSecretValueResponse.builder().secretString(text).build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static TokenKeys keys(String text) {
        return new SecretTokenKeys(new Secrets(text), "arn:of:secret");
    }

    @Test
    void readsTheKeyThatTheTemplateMakes() {
        assertThat(keys("{\"version\": \"v1\", \"key\": \"%s\"}".formatted("k".repeat(64)))
                        .current())
                .hasToString("TokenKey[v1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "{",
                "null",
                "{\"version\": \"v1\"}",
                "{\"version\": \"v1\", \"key\": \"canary\"}",
                "{\"version\": \"canary\", \"key\": \"canarycanarycanarycanarycanarycanary\"}"
            })
    void refusesWhatIsNoKeyAndDoesNotShowIt(String text) {
        assertThatThrownBy(() -> keys(text).current())
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .message()
                .contains("arn:of:secret")
                .doesNotContain("canary");
    }

    @Test
    @Tag("H119")
    void failsWhenItsKeyIsDisabled() {
        assertThatThrownBy(() -> keys("").current()).isInstanceOf(DecryptionFailureException.class);
    }
}
