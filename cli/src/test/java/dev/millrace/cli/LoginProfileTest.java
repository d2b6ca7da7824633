package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/// Profiles that `aws login` makes.
class LoginProfileTest {
    private static final String REGION = "aws.region";
    private static final String PROFILE = """
            [profile somebody]
            login_session = arn:aws:iam::123456789012:user/somebody
            """;

    private final @Nullable String before = System.getProperty(REGION);

    @BeforeEach
    void setRegion() {
        System.setProperty(REGION, "eu-west-1");
    }

    @AfterEach
    void resetRegion() {
        if (before == null) {
            System.clearProperty(REGION);
        } else {
            System.setProperty(REGION, before);
        }
    }

    /// The session is none of this machine, which is as far as one comes without an account.
    @Test
    void theSdkHasWhatItNeedsForThem() {
        var file = ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content(new ByteArrayInputStream(PROFILE.getBytes(StandardCharsets.UTF_8)))
                .build();
        try (var provider = ProfileCredentialsProvider.builder()
                .profileFile(file)
                .profileName("somebody")
                .build()) {
            assertThatThrownBy(provider::resolveCredentials)
                    .hasMessageNotContaining("class path")
                    .hasMessageContaining("login");
        }
    }
}
