package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"a b+c.csv", "größe/é.csv", "數據.csv", "😀.csv", "<svg onload=alert(1)>", "a\\b"})
    void leavesWhatCanBeSeenAsItIs(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    /// NUL, BEL, CR, LF, TAB, ESC, DEL, NEL and the separators.
    @Tag("H023")
    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x07, 0x0D, 0x0A, 0x09, 0x1B, 0x7F, 0x85, 0x2028, 0x2029})
    void writesControlCharactersAndLineEndsOut(int character) {
        assertThat(Printable.of("a" + Character.toString(character) + "b")).isEqualTo("a\\u%04Xb".formatted(character));
    }

    /// Right-to-left override, isolates, zero widths, byte order mark, soft hyphen.
    @Tag("H024")
    @ParameterizedTest
    @ValueSource(ints = {0x202E, 0x2066, 0x200B, 0x200D, 0xFEFF, 0x00AD})
    void writesCharactersOutThatOnlyChangeHowOthersLook(int character) {
        assertThat(Printable.of("a" + Character.toString(character) + "b")).isEqualTo("a\\u%04Xb".formatted(character));
    }

    @Tag("H024")
    @Test
    void keepsComposedAndDecomposedLettersApart() {
        assertThat(Printable.of("\u00E9")).isNotEqualTo(Printable.of("e\u0301"));
    }

    @Test
    void writesHalvesOfCharactersOut() {
        assertThat(Printable.of("a\uD83Db")).isEqualTo("a\\uD83Db");
    }

    @Test
    void writesAnInvisibleCharacterBeyondTheBasicPlaneOutAsItsTwoUnits() {
        assertThat(Printable.of(Character.toString(0xE0041))).isEqualTo("\\uDB40\\uDC41");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "abcde"})
    void cutsNothingThatFits(String text) {
        assertThat(Printable.of(text, 5)).isEqualTo(text);
    }

    @Test
    void endsACutTextWithAnEllipsis() {
        assertThat(Printable.of("abcdef", 5)).isEqualTo("abcd…");
    }

    @Test
    void neverCutsWithinACharacter() {
        assertThat(Printable.of("abc😀def", 5)).isEqualTo("abc…");
    }
}
