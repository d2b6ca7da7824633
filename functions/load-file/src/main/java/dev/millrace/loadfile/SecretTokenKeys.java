package dev.millrace.loadfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.json.Json;
import dev.millrace.judging.protection.TokenKey;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The key in Secrets Manager: a JSON object with its `version` and the `key` as text, which no message repeats.
final class SecretTokenKeys implements TokenKeys {
    private final SecretsManagerClient secrets;
    private final String secret;

    /// @param secret the secret's ARN
    SecretTokenKeys(SecretsManagerClient secrets, String secret) {
        this.secrets = secrets;
        this.secret = secret;
    }

    @Override
    public TokenKey current() {
        String text = secrets.getSecretValue(g -> g.secretId(secret)).secretString();
        JsonNode key = parsed(text == null ? "" : text);
        String version = key.path("version").asText();
        byte[] bytes = key.path("key").asText().getBytes(StandardCharsets.UTF_8);
        try {
            return new TokenKey(version, bytes);
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
    }

    private JsonNode parsed(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw unusable();
        }
    }

    /// Without a cause, for a cause could show the key.
    private IllegalStateException unusable() {
        return new IllegalStateException(
                "The secret %s is no key for tokens. It must be {\"version\": \"v1\", \"key\": \"…\"} with %d bytes or more"
                        .formatted(secret, TokenKey.LEAST_BYTES));
    }
}
