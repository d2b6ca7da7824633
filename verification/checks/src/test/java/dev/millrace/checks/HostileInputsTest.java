package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Checkout;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The page of hostile inputs and the tags of tests hold together: what the page promises, a test tries.
class HostileInputsTest {
    private static final HostileInputs PAGE = HostileInputs.read("docs/hostile-inputs.md");
    private static final Map<String, Set<String>> TAGS = HostileInputs.tags(Checkout.root());

    @Test
    void everyNumberIsTriedByTheTestsThatThePageNames() {
        assertThat(PAGE.untried(TAGS)).isEmpty();
    }

    @Test
    void everyTagStandsOnThePage() {
        assertThat(PAGE.unlisted(TAGS)).isEmpty();
    }

    @Test
    void everyRowIsReadAndEveryNumberHasOne() {
        assertThat(PAGE.rows().keySet()).contains("H001", "H043", "H116").hasSizeGreaterThan(60);
        assertThat(PAGE.repeated()).isEmpty();
    }

    @Test
    void aNumberWithoutATestIsNamed() {
        assertThat(page("| H001 | an input | ends | `OneTest` |").untried(Map.of()))
                .containsExactly("docs/hostile-inputs.md says that OneTest tries H001, but no @Tag(\"H001\") is there");
        assertThat(page("| H001 | an input | ends | `OneTest`, `TwoTest` |").untried(Map.of("H001", Set.of("OneTest"))))
                .containsExactly("docs/hostile-inputs.md says that TwoTest tries H001, but no @Tag(\"H001\") is there");
        assertThat(page("| H001 | an input | ends | |").untried(Map.of()))
                .containsExactly("docs/hostile-inputs.md names no test that tries H001");
    }

    @Test
    void aTagThatIsNotOnThePageIsNamed() {
        HostileInputs page = page("| H001 | an input | ends | `OneTest` |");

        assertThat(page.unlisted(Map.of("H002", Set.of("TwoTest"))))
                .containsExactly("TwoTest has @Tag(\"H002\"), which docs/hostile-inputs.md does not list");
        assertThat(page.unlisted(Map.of("H001", Set.of("OneTest", "MoreTest")))).isEmpty();
    }

    @Test
    void aNumberThatStandsTwiceIsNamed() {
        assertThat(page("| H001 | a | b | `OneTest` |\n| H001 | c | d | `TwoTest` |")
                        .repeated())
                .containsExactly("H001");
    }

    private static HostileInputs page(String text) {
        return HostileInputs.of("docs/hostile-inputs.md", text);
    }
}
