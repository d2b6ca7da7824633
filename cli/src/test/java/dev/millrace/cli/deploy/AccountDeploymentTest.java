package dev.millrace.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountDeploymentTest {
    private static final Map<String, String> PROTECTED = Map.of("DeletionProtection", "true", "NoticeEmail", "a@b");

    @Test
    void aNewStackIsProtectedOnlyWhenItIsThere() {
        assertThat(AccountDeployment.rounds(true, PROTECTED))
                .containsExactly(Map.of("DeletionProtection", "false", "NoticeEmail", "a@b"), PROTECTED);
    }

    @Test
    void allOthersAreDeployedOnce() {
        assertThat(AccountDeployment.rounds(false, PROTECTED)).containsExactly(PROTECTED);
        assertThat(AccountDeployment.rounds(true, Map.of("NoticeEmail", "a@b")))
                .containsExactly(Map.of("NoticeEmail", "a@b"));
        assertThat(AccountDeployment.rounds(true, Map.of("DeletionProtection", "false")))
                .containsExactly(Map.of("DeletionProtection", "false"));
    }
}
