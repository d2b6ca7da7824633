package dev.millrace.contract.temporal;

import dev.millrace.contract.bytes.Swar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what ISO 8601 has of dates and times in the way that nearly all files have it, eight bytes at a time: four
/// times as fast as element by element.
///
/// @param date whether there is a date, `2026-11-21`
/// @param separator what stands between a date and a time
/// @param time whether there is a time, `08:30:00`
/// @param fraction whether a point and 1 to 9 digits may follow it
/// @param offset whether `Z` or `+01:00` may follow then
record Iso(boolean date, char separator, boolean time, boolean fraction, boolean offset) {
    private static final int DATE_BYTES = 10;
    private static final int TIME_BYTES = 8;
    private static final long DIGITS = 0xFFFF_00FF_FF00_FFFFL;
    private static final long NIBBLES = 0x0F0F_000F_0F00_0F0FL;
    private static final long HYPHENS = ('-' * 0x0000_0100_0001_0000L);
    private static final long COLONS = (':' * 0x0000_0100_0001_0000L);

    private static final Map<String, Iso> WRITTEN = Map.of(
            "uuuu-MM-dd", new Iso(true, ' ', false, false, false),
            "HH:mm:ss", new Iso(false, ' ', true, false, false),
            "uuuu-MM-ddTHH:mm:ss", new Iso(true, 'T', true, false, false),
            "uuuu-MM-dd HH:mm:ss", new Iso(true, ' ', true, false, false));

    /// What a pattern spells; null when it is not this.
    static @Nullable Iso of(String pattern) {
        return WRITTEN.get(pattern.replace("yyyy", "uuuu").replace("'T'", "T"));
    }

    /// Whether all of the text is what is expected, and possible. If not, nothing is said of `into`.
    ///
    /// @param into cleared
    boolean reads(byte[] bytes, int start, int end, TemporalFields into) {
        int at = start;
        if (bytes.length - at < DATE_BYTES + TIME_BYTES + Long.BYTES) {
            return false;
        }
        if (date) {
            at = date(bytes, at, into);
        }
        if (at >= 0 && time) {
            at = !date || bytes[at] == separator ? time(bytes, date ? at + 1 : at, into) : -1;
            at = at >= 0 && fraction ? fraction(bytes, at, end, into) : at;
            at = at >= 0 && offset ? offset(bytes, at, end, into) : at;
        }
        return at == end && into.contradiction() == null;
    }

    private static int date(byte[] bytes, int at, TemporalFields into) {
        // All but the century: 26-11-21.
        long word = Swar.word(bytes, at + 2);
        if ((word & ~DIGITS) != HYPHENS
                || (Swar.notDigits(word, DIGITS) | Swar.notDigits(Swar.word(bytes, at), 0xFFFF)) != 0) {
            return -1;
        }
        long pairs = pairs(word);
        into.year = (bytes[at] * 10 + bytes[at + 1] - '0' * 11) * 100 + first(pairs);
        into.month = second(pairs);
        into.day = third(pairs);
        return at + DATE_BYTES;
    }

    private static int time(byte[] bytes, int at, TemporalFields into) {
        long word = Swar.word(bytes, at);
        if ((word & ~DIGITS) != COLONS || Swar.notDigits(word, DIGITS) != 0) {
            return -1;
        }
        long pairs = pairs(word);
        into.hour = first(pairs);
        into.minute = second(pairs);
        into.second = third(pairs);
        return at + TIME_BYTES;
    }

    /// The numbers of two digits that stand in three pairs with a byte between them.
    private static long pairs(long word) {
        long digits = word & NIBBLES;
        return digits * 10 + (digits >>> 8);
    }

    private static int first(long pairs) {
        return (int) pairs & 0xFF;
    }

    private static int second(long pairs) {
        return (int) (pairs >>> 24) & 0xFF;
    }

    private static int third(long pairs) {
        return (int) (pairs >>> 48) & 0xFF;
    }

    private static int fraction(byte[] bytes, int at, int end, TemporalFields into) {
        return at < end && bytes[at] == '.' ? Fraction.OF_ISO.read(bytes, at + 1, end, into) : at;
    }

    private static int offset(byte[] bytes, int at, int end, TemporalFields into) {
        return at < end ? OffsetElement.OF_ISO.read(bytes, at, end, into) : at;
    }
}
