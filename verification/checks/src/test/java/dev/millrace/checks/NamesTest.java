package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A name of a type means one thing in the whole house, whatever its package.
class NamesTest {
    @Test
    void noSimpleNameStandsTwiceInMainCode() {
        Map<String, List<Path>> byName = Checkout.files(".java").stream()
                .map(Checkout.root()::relativize)
                .filter(file -> file.toString().contains("src/main/java"))
                .filter(file -> !file.startsWith("verification/testing") && !file.startsWith("benchmarks"))
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(file -> String.valueOf(file.getFileName())));

        assertThat(byName).hasSizeGreaterThan(500);
        assertThat(byName.values()).allSatisfy(files -> assertThat(files).hasSize(1));
    }
}
