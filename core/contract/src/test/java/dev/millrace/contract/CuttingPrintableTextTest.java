package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CuttingPrintableTextTest {
    @Test
    void showsTextAsItIs() {
        assertThat(Printable.of("<b>'x'</b> é 😀", 100)).isEqualTo("<b>'x'</b> é 😀");
        assertThat(Printable.of("x".repeat(100), 100)).isEqualTo("x".repeat(100));
    }

    @Test
    void cutsLongTextButNoCharacterInTwo() {
        assertThat(Printable.of("x".repeat(101), 100)).isEqualTo("x".repeat(99) + "…");
        assertThat(Printable.of("x".repeat(98) + "😀😀", 100)).isEqualTo("x".repeat(98) + "…");
    }

    @Test
    void spellsOutWhatCannotBeSeen() {
        assertThat(Printable.of("a\u202Eb\u0000\n\u2028\u200B\uFEFF\uDB40\uDC41", 100))
                .isEqualTo("a\\u202Eb\\u0000\\u000A\\u2028\\u200B\\uFEFF\\uDB40\\uDC41");
    }

    @Property
    void isShortAndHarmless(@ForAll @StringLength(max = 300) String text) {
        String shown = Printable.of(text, 100);
        assertThat(shown.length()).isLessThanOrEqualTo(100);
        assertThat(shown.chars()).noneMatch(Character::isISOControl);
        assertThat(Printable.of(shown, 100)).isEqualTo(shown);
    }
}
