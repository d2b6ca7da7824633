package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// By the formats' own descriptions; what other programs pack is in the tests of whole files.
class BlockUnpackerTest {
    private static final String LONG = "a".repeat(61);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", "").replace("LONG", "61".repeat(61)));
    }

    @ParameterizedTest
    @CsvSource({
        "00, ''",
        "03 08 616263, abc",
        "07 08 616263 01 03, abcabca",
        "09 08 616263 09 03, abcabcabc",
        "05 00 61 01 01, aaaaa",
        "07 08 616263 0E 03 00, abcabca",
        "07 08 616263 0F 03 00 00 00, abcabca",
        "3D F0 3C LONG, LONG",
        "3D F4 3C 00 LONG, LONG",
        "3D F8 3C 00 00 LONG, LONG",
        "3D FC 3C 00 00 00 LONG, LONG"
    })
    void unpacksSnappy(String packed, String expected) {
        byte[] in = hex(packed);
        byte[] out = new byte[expected.replace("LONG", LONG).length()];

        assertThat(new BlockUnpacker(in, in.length, out, 0, out.length).snappy())
                .isTrue();
        assertThat(new String(out, StandardCharsets.US_ASCII)).isEqualTo(expected.replace("LONG", LONG));
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing at all",
        "FFFFFFFFFF, a length without end",
        "03 08 6162, a text that ends",
        "02 08 616263, more than is said",
        "04 08 616263, less than is said",
        "07 01 03, a copy of nothing",
        "07 08 616263 01 04, a copy of what is before the beginning",
        "07 08 616263 01 00, a copy of itself",
        "07 08 616263 01, a copy that ends",
        "07 08 616263 0F 03 00 00, a copy that ends",
        "07 08 616263 0F FFFFFFFF, a copy of what is far before",
        "7F FC FFFFFFFF 61, a text of 4 GB"
    })
    void refusesWhatIsNoSnappy(String packed, String why) {
        byte[] in = hex(packed);
        byte[] out = new byte[in.length == 0 ? 0 : in[0] & 0x7F];

        assertThat(new BlockUnpacker(in, in.length, out, 0, out.length).snappy())
                .as(why)
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "00, ''",
        "30 616263, abc",
        "33 616263 0300 10 64, abcabcabcad",
        "F0 2E LONG, LONG",
        "1F 61 0100 29 10 61, LONGa",
    })
    void unpacksLz4(String packed, String expected) {
        byte[] in = hex(packed);
        String text = expected.replace("LONG", LONG);
        byte[] out = new byte[text.length()];

        assertThat(new BlockUnpacker(in, in.length, out, 0, out.length).lz4()).isTrue();
        assertThat(new String(out, StandardCharsets.US_ASCII)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing at all",
        "40 616263, a text that ends",
        "F0 FFFFFFFF, a length that ends",
        "33 616263, a text without a copy",
        "33 616263 03, a distance that ends",
        "33 616263 0000 00, a copy of itself",
        "33 616263 0400 00, a copy of what is before the beginning",
        "33 616263 0300, a copy at the end",
        "3F 616263 0300 FFFFFFFF 00 00, more than there is room for",
        "10 61, less than is said"
    })
    void refusesWhatIsNoLz4(String packed, String why) {
        byte[] in = hex(packed);
        byte[] out = new byte[10];

        assertThat(new BlockUnpacker(in, in.length, out, 0, out.length).lz4())
                .as(why)
                .isFalse();
    }

    @Property
    void writesNothingBeyondItsPlace(@ForAll byte[] packed, @ForAll long seed) {
        byte[] out = new byte[64];
        Arrays.fill(out, (byte) 7);
        int start = 1 + new Random(seed).nextInt(32);

        new BlockUnpacker(packed, packed.length, out, start, start + 16).snappy();
        new BlockUnpacker(packed, packed.length, out, start, start + 16).lz4();

        assertThat(Arrays.copyOf(out, start)).containsOnly(7);
        assertThat(Arrays.copyOfRange(out, start + 16, 64)).containsOnly(7);
    }
}
