package dev.millrace.contract.temporal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A part of a pattern: reads what it stands for from the front of a text.
@FunctionalInterface
interface Element {
    /// What [#read] answers when the text is not what the element stands for.
    int NO_MATCH = -1;

    /// Reads from `bytes[at]` on, and answers where the next element begins, or [#NO_MATCH].
    int read(byte[] bytes, int at, int end, TemporalFields into);

    /// Takes a number that was read.
    @FunctionalInterface
    interface Field {
        void set(TemporalFields into, int number);
    }

    static Element literal(String text) {
        byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        return (bytes, at, end, into) -> startsWith(bytes, at, end, expected) ? at + expected.length : NO_MATCH;
    }

    /// A number of `least` to `most` ASCII digits, as many as there are.
    static Element digits(int least, int most, Field field) {
        return (bytes, at, end, into) -> {
            int number = 0;
            int next = at;
            while (next < end && next - at < most && isDigit(bytes[next])) {
                number = number * 10 + bytes[next++] - '0';
            }
            if (next - at < least) {
                return NO_MATCH;
            }
            field.set(into, number);
            return next;
        };
    }

    /// `uuuu-MM-dd` at once, for it is read often.
    static Element isoDay() {
        return (bytes, at, end, into) -> {
            if (end - at < 10 || bytes[at + 4] != '-' || bytes[at + 7] != '-') {
                return NO_MATCH;
            }
            into.year = number(bytes, at, 4);
            into.month = number(bytes, at + 5, 2);
            into.day = number(bytes, at + 8, 2);
            return (into.year | into.month | into.day) < 0 ? NO_MATCH : at + 10;
        };
    }

    /// `HH:mm:ss` at once, for it is read often.
    static Element isoClock() {
        return (bytes, at, end, into) -> {
            if (end - at < 8 || bytes[at + 2] != ':' || bytes[at + 5] != ':') {
                return NO_MATCH;
            }
            into.hour = number(bytes, at, 2);
            into.minute = number(bytes, at + 3, 2);
            into.second = number(bytes, at + 6, 2);
            return (into.hour | into.minute | into.second) < 0 ? NO_MATCH : at + 8;
        };
    }

    /// A number of so many digits; negative when others stand there.
    private static int number(byte[] bytes, int at, int digits) {
        int number = 0;
        int others = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = bytes[i] - '0';
            others |= digit | (9 - digit);
            number = number * 10 + digit;
        }
        return others < 0 ? -1 : number;
    }

    /// The digits of a second after its point.
    static Element fraction(int least, int most) {
        Element digits = digits(least, most, (fields, number) -> fields.nano = number);
        return (bytes, at, end, into) -> {
            int next = digits.read(bytes, at, end, into);
            for (int i = next - at; next != NO_MATCH && i < 9; i++) {
                into.nano *= 10;
            }
            return next;
        };
    }

    /// One of `texts`; the field gets the position of the one found, from 1.
    static Element text(List<String> texts, Field field) {
        List<byte[]> all = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
        return (bytes, at, end, into) -> {
            for (int i = 0; i < all.size(); i++) {
                if (startsWith(bytes, at, end, all.get(i))) {
                    field.set(into, i + 1);
                    return at + all.get(i).length;
                }
            }
            return NO_MATCH;
        };
    }

    /// All of `elements`, one after the other.
    static Element sequence(List<Element> elements) {
        Element[] all = elements.toArray(Element[]::new);
        return (bytes, at, end, into) -> {
            int next = at;
            for (Element element : all) {
                next = element.read(bytes, next, end, into);
                if (next == NO_MATCH) {
                    return NO_MATCH;
                }
            }
            return next;
        };
    }

    private static boolean startsWith(byte[] bytes, int at, int end, byte[] expected) {
        if (end - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
