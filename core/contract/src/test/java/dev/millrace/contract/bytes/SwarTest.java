package dev.millrace.contract.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwarTest {
    @Property
    void findsTheFirstByteThatIsEqual(@ForAll @Size(8) byte[] bytes, @ForAll @ByteRange(max = 127) byte wanted) {
        long marks = Swar.equal(Swar.word(bytes, 0), Swar.repeated(wanted));
        assertThat(Swar.first(marks)).isEqualTo(slowIndexOf(wanted, bytes, 0, 8));
    }

    @Property
    void findsTheFirstByteAmongFew(
            @ForAll @Size(max = 40) @Chars({'a', 'b', '.'}) char[] characters, @ForAll @IntRange(max = 40) int from) {
        byte[] bytes = new String(characters).getBytes(StandardCharsets.US_ASCII);
        int begin = Math.min(from, bytes.length);
        for (int to = begin; to <= bytes.length; to++) {
            assertThat(Swar.indexOf((byte) '.', bytes, begin, to)).isEqualTo(slowIndexOf((byte) '.', bytes, begin, to));
        }
    }

    @Property
    void findsTheFirstControlCharacter(@ForAll @Size(8) byte[] bytes) {
        int first = 0;
        while (first < 8 && (bytes[first] < 0 || bytes[first] >= ' ')) {
            first++;
        }
        assertThat(Swar.first(Swar.controls(Swar.word(bytes, 0)))).isEqualTo(first);
    }

    @Property
    void readsDigitsAsTheJdkDoes(
            @ForAll @NumericChars @StringLength(min = 1, max = 18) String digits,
            @ForAll @IntRange(max = 9) int before) {
        byte[] bytes = ("x".repeat(before) + digits).getBytes(StandardCharsets.US_ASCII);
        assertThat(Swar.number(bytes, before, bytes.length)).isEqualTo(Long.parseLong(digits));
    }

    @Property
    void refusesWhatIsNoDigit(
            @ForAll @NumericChars @StringLength(min = 1, max = 18) String digits,
            @ForAll @IntRange(max = 17) int place,
            @ForAll byte other,
            @ForAll @IntRange(max = 9) int before) {
        byte[] bytes = ("7".repeat(before) + digits).getBytes(StandardCharsets.US_ASCII);
        int changed = before + place % digits.length();
        boolean isDigit = other >= '0' && other <= '9';
        bytes[changed] = other;
        long number = Swar.number(bytes, before, bytes.length);
        assertThat(number < 0).isEqualTo(!isDigit);
        assertThat(Swar.notDigits(word(bytes, changed), 0xFF) == 0).isEqualTo(isDigit);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void keepsWhatStandsBeforeTheFirstMark(int place) {
        byte[] bytes = "\u00E4bcdefg".getBytes(StandardCharsets.UTF_8);
        bytes[place] = ',';
        long kept = Swar.before(Swar.equal(Swar.word(bytes, 0), Swar.repeated((byte) ',')), Swar.word(bytes, 0));
        assertThat((kept & Swar.HIGHEST_BITS) != 0).isEqualTo(place > 0);
    }

    private static long word(byte[] bytes, int at) {
        byte[] eight = new byte[8];
        eight[0] = bytes[at];
        return Swar.word(eight, 0);
    }

    private static int slowIndexOf(byte wanted, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}
