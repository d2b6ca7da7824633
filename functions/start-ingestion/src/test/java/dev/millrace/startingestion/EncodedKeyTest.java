package dev.millrace.startingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedKeyTest {
    @Tag("H018")
    @Tag("H019")
    @Tag("H022")
    @ParameterizedTest
    @CsvSource(textBlock = """
            this+im+%2B+age.txt,       this im + age.txt
            a%252Bb,                   a%2Bb
            100%25,                    100%
            %25,                       %
            a/b.csv,                   a/b.csv
            a%2Fb.csv,                 a/b.csv
            ../../etc/passwd,          ../../etc/passwd
            ..%2F,                     ../
            a/../b,                    a/../b
            ./x,                       ./x
            /x,                        /x
            x/,                        x/
            //x,                       //x
            %3Csvg%20onload%3D1%3E,    <svg onload=1>
            %c3%a9,                    é
            %F0%9F%98%80,              😀
            é%F0%9F%98%80,             é😀
            """)
    void isDecodedExactlyOnce(String encoded, String key) {
        assertThat(new EncodedKey(encoded).decode()).isEqualTo(key);
    }

    @Tag("H023")
    @Tag("H024")
    @Tag("H025")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000", "\u0007", "\r\n", "\t", "\u007F", "\u0085", "\u2028", "\u202E", "\u200B", "\u00E9", "e\u0301",
                "😀", "~*'()!"
            })
    void givesAnyKeyBackAsItWas(String key) {
        assertThat(new EncodedKey(URLEncoder.encode(key, StandardCharsets.UTF_8)).decode())
                .isEqualTo(key);
    }

    @Tag("H020")
    @ParameterizedTest
    @ValueSource(strings = {"100%", "%", "%Z", "%ZZ", "%2", "a%2/b", "%-1", "% 1", "%１１"})
    void isRefusedWhenAPercentSignStandsForNothing(String encoded) {
        assertThatThrownBy(() -> new EncodedKey(encoded).decode()).isInstanceOf(BadEvent.class);
    }

    /// Invalid, overlong, half a surrogate pair (CESU-8), cut short.
    @Tag("H021")
    @ParameterizedTest
    @ValueSource(strings = {"%C3%28", "%FF", "%C0%AF", "%ED%A0%BD", "%ED%A0%BD%ED%B8%80", "%F0%9F%98"})
    void isRefusedWhenItIsNoUtf8(String encoded) {
        assertThatThrownBy(() -> new EncodedKey(encoded).decode())
                .isInstanceOf(BadEvent.class)
                .hasMessageContaining("UTF-8");
    }

    /// A replacement character that is really in the key is no fault.
    @Tag("H021")
    @Test
    void mayHoldTheReplacementCharacterItself() {
        assertThat(new EncodedKey("%EF%BF%BD").decode()).isEqualTo("\uFFFD");
    }

    /// It would be turned into a question mark, which is another key.
    @Tag("H025")
    @ParameterizedTest
    @ValueSource(strings = {"a\uD83D.csv", "\uDE00", "\uDE00\uD83D"})
    void isRefusedWhenItHoldsHalfACharacter(String encoded) {
        assertThatThrownBy(() -> new EncodedKey(encoded).decode()).isInstanceOf(BadEvent.class);
    }

    @ParameterizedTest
    @Tag("H026")
    @ValueSource(strings = {"a", "%C3%A9", "%F0%9F%98%80"})
    void mayHaveAsManyBytesAsKeysOfS3(String encoded) {
        int most = 1024 / new EncodedKey(encoded).decode().getBytes(StandardCharsets.UTF_8).length;

        assertThat(new EncodedKey(encoded.repeat(most)).decode().getBytes(StandardCharsets.UTF_8))
                .hasSize(1024);
        assertThatThrownBy(() -> new EncodedKey(encoded.repeat(most + 1)).decode())
                .isInstanceOf(BadEvent.class)
                .hasMessageContaining("1,024 at most");
    }
}
