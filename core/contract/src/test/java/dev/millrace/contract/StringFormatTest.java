package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    email    | me@example.org                       | true
                    email    | first.last+tag@sub.example.org       | true
                    email    | o'neil@example.org                   | true
                    email    | me                                   | false
                    email    | me@                                  | false
                    email    | @example.org                         | false
                    email    | .me@example.org                      | false
                    email    | me..you@example.org                  | false
                    email    | me@ex_ample.org                      | false
                    email    | me@example.org\\nBcc:x@y             | false
                    email    | a b@example.org                      | false
                    uuid     | 123e4567-e89b-12d3-a456-426614174000 | true
                    uuid     | 123E4567-E89B-12D3-A456-426614174000 | true
                    uuid     | 123e4567e89b12d3a456426614174000     | false
                    uuid     | {123e4567-e89b-12d3-a456-426614174000} | false
                    hostname | example.org                          | true
                    hostname | localhost                            | true
                    hostname | 3com.example                         | true
                    hostname | -a.org                               | false
                    hostname | a-.org                               | false
                    hostname | a..org                               | false
                    hostname | a.org.                               | false
                    hostname | bücher.example                       | false
                    ipv4     | 0.0.0.0                              | true
                    ipv4     | 255.255.255.255                      | true
                    ipv4     | 256.1.1.1                            | false
                    ipv4     | 1.2.3                                | false
                    ipv4     | 01.2.3.4                             | false
                    ipv6     | ::                                   | true
                    ipv6     | ::1                                  | true
                    ipv6     | 1::                                  | true
                    ipv6     | 2001:db8::ff00:42:8329               | true
                    ipv6     | 1:2:3:4:5:6:7:8                      | true
                    ipv6     | ::ffff:192.0.2.1                     | true
                    ipv6     | 1:2:3:4:5:6:1.2.3.4                  | true
                    ipv6     | 1:2:3:4:5:6:7                        | false
                    ipv6     | 1:2:3:4:5:6:7:8:9                    | false
                    ipv6     | 1::2::3                              | false
                    ipv6     | :1                                   | false
                    ipv6     | 1:                                   | false
                    ipv6     | 12345::                              | false
                    ipv6     | fe80::1%eth0                         | false
                    ipv6     | 1.2.3.4::                            | false
                    ipv6     | :::                                  | false
                    uri      | https://example.org/a?b=c#d          | true
                    uri      | mailto:me@example.org                | true
                    uri      | urn:isbn:0451450523                  | true
                    uri      | http://[::1]:8080/                   | true
                    uri      | http://user:pw@host:80/%20           | true
                    uri      | http://                              | true
                    uri      | a:                                   | true
                    uri      | file:///etc/hosts                    | true
                    uri      | example.org                          | false
                    uri      | //example.org                        | false
                    uri      | http://a b                           | false
                    uri      | http://a/%zz                         | false
                    uri      | http://[::g]/                        | false
                    uri      | http://a/#b#c                        | false
                    uri      | http://a/ä                           | false
                    uri      | 1a:b                                 | false
                    uri      | http://a:b/                          | false
                    """)
    void matches(String format, String text, boolean expected) {
        assertThat(StringFormat.ofText(format).orElseThrow().matches(text)).isEqualTo(expected);
    }

    @Test
    void namesHaveAtMost253CharactersInLabelsOf63() {
        String label = "a".repeat(63);
        assertThat(StringFormat.HOSTNAME.matches(label)).isTrue();
        assertThat(StringFormat.HOSTNAME.matches(label + "a")).isFalse();
        assertThat(StringFormat.HOSTNAME.matches(String.join(".", label, label, label, "a".repeat(61))))
                .isTrue();
        assertThat(StringFormat.HOSTNAME.matches(String.join(".", label, label, label, "a".repeat(62))))
                .isFalse();
        assertThat(StringFormat.EMAIL.matches("a".repeat(64) + "@b.c")).isTrue();
        assertThat(StringFormat.EMAIL.matches("a".repeat(65) + "@b.c")).isFalse();
    }

    @Test
    void needsNoLongTimeForLongTexts() {
        for (StringFormat format : StringFormat.values()) {
            assertThat(format.matches("a.".repeat(100_000) + "!")).isFalse();
            assertThat(format.matches("a:" + "%41/".repeat(100_000) + "\u0000")).isFalse();
        }
    }
}
