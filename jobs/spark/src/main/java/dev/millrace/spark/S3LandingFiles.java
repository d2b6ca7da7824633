package dev.millrace.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.protection.TokenKey;
import dev.millrace.protocols.InputFile;
import java.nio.charset.StandardCharsets;

/// Landing files in S3, and the key for tokens in Secrets Manager: a JSON object with its `version` and the `key` as
/// text, which no message repeats.
final class S3LandingFiles implements LandingFiles {
    private static final long serialVersionUID = 2;

    private final AwsClients clients;

    S3LandingFiles(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public FileBytes open(InputFile file) {
        return new S3FileBytes(clients.s3(), file);
    }

    @Override
    public TokenKey tokenKey(String place) {
        String text = clients.secrets().getSecretValue(g -> g.secretId(place)).secretString();
        return parsed(text == null ? "" : text, place);
    }

    static TokenKey parsed(String text, String place) {
        try {
            JsonNode key = new JsonMapper().readTree(text);
            return new TokenKey(
                    key.path("version").asText(), key.path("key").asText().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Without a cause, for a cause could show the key.
            throw new JobFailure(
                    "The secret %s is no key for tokens. It must be {\"version\": \"v1\", \"key\": \"…\"} with %d bytes or more"
                            .formatted(place, TokenKey.LEAST_BYTES));
        }
    }
}
