package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessTest {
    private final Access access =
            new Access(URI.create("https://127.0.0.1:4566"), Path.of("/h/c.pem"), Path.of("/h/t.p12"));

    @Test
    void leadsNoToolToThePersonsOwnAccount() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_PROFILE", "production",
                "AWS_SESSION_TOKEN", "theirs",
                "AWS_ACCESS_KEY_ID", "theirs",
                "AWS_ENDPOINT_URL_S3", "https://elsewhere.example",
                "PATH", "/bin"));
        access.enter(environment);
        assertThat(environment)
                .doesNotContainKeys("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3")
                .containsEntry("AWS_ACCESS_KEY_ID", Access.ACCESS_KEY)
                .containsEntry("AWS_CONFIG_FILE", "/dev/null")
                .containsEntry("AWS_ENDPOINT_URL", "https://127.0.0.1:4566")
                .containsEntry("PATH", "/bin");
    }

    @Test
    void keepsProxiesAwayFromLoopback() {
        Map<String, String> environment = new HashMap<>(Map.of("NO_PROXY", "intranet.example"));
        access.enter(environment);
        assertThat(environment.get("NO_PROXY")).isEqualTo("intranet.example,127.0.0.1,localhost");
    }
}
