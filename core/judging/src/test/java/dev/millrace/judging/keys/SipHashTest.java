package dev.millrace.judging.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The expected hashes are those of the reference implementation for the key 00 01 … 0f.
class SipHashTest {
    private final SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    private String end() {
        long low = hash.end();
        byte[] bytes = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(low)
                .putLong(hash.high())
                .array();
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void isThatOfTheReferenceForNothing() {
        hash.begin();
        assertThat(end()).isEqualTo("a3817f04ba25a8e66df67214c7550293");
    }

    @Test
    void isThatOfTheReferenceForAWord() {
        hash.begin();
        hash.add(0x0706050403020100L);
        assertThat(end()).isEqualTo("3b62a9ba6258f5610f83e264f31497b4");
    }

    private String of(String... texts) {
        hash.begin();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            hash.add(bytes, 0, bytes.length);
        }
        return end();
    }

    @Test
    void tellsTextsApartThatAreCutOtherwise() {
        assertThat(of("ab", "c")).isNotEqualTo(of("a", "bc")).isEqualTo(of("ab", "c"));
        assertThat(of("a")).isNotEqualTo(of("a\0"));
        assertThat(of("12345678")).isNotEqualTo(of("12345678", ""));
        assertThat(of("")).isNotEqualTo(of("", ""));
    }
}
