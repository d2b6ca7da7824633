package dev.millrace.contract.reading;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void showsTextAsItIs() {
        assertThat(Shown.of("<b>'x'</b> é 😀")).isEqualTo("<b>'x'</b> é 😀");
        assertThat(Shown.of("x".repeat(100))).isEqualTo("x".repeat(100));
    }

    @Test
    void cutsLongTextButNoCharacterInTwo() {
        assertThat(Shown.of("x".repeat(101))).isEqualTo("x".repeat(99) + "…");
        assertThat(Shown.of("x".repeat(98) + "😀😀")).isEqualTo("x".repeat(98) + "…");
    }

    @Test
    void spellsOutWhatCannotBeSeen() {
        assertThat(Shown.of("a\u202Eb\u0000\n\u2028\u200B\uFEFF\uDB40\uDC41"))
                .isEqualTo("a\\u202Eb\\u0000\\u000A\\u2028\\u200B\\uFEFF\\uDB40\\uDC41");
    }

    @Property
    void isShortAndHarmless(@ForAll @StringLength(max = 300) String text) {
        String shown = Shown.of(text);
        assertThat(shown.length()).isLessThanOrEqualTo(100);
        assertThat(shown.chars()).noneMatch(Character::isISOControl);
        assertThat(Shown.of(shown)).isEqualTo(shown);
    }
}
