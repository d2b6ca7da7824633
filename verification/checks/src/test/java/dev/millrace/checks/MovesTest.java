package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.MoveRule;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// ARCHITECTURE.md shows the table of moves as the code has it.
class MovesTest {
    @Test
    void thePageShowsEachMoveAndNoOther() throws IOException {
        List<String> lines = Files.readAllLines(Checkout.root().resolve("ARCHITECTURE.md"));
        int head = lines.indexOf("| Move | From | To | Owners hear |");
        List<String> shown = lines.stream()
                .skip(head + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(head).as("the table of moves").isPositive();
        assertThat(shown)
                .isEqualTo(Arrays.stream(MoveRule.values()).map(MovesTest::row).toList());
    }

    private static String row(MoveRule rule) {
        String from = rule.from().stream().map(Enum::name).collect(Collectors.joining(", "));
        String notice = Optional.ofNullable(rule.notice()).map(NoticeKind::name).orElse("");
        return "| %s | %s | %s | %s |".formatted(rule, from, rule.to(), notice);
    }
}
