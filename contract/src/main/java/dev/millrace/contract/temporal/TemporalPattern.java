package dev.millrace.contract.temporal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How dates and times are written, in the letters of the JDK's `DateTimeFormatter`, always strict.
///
/// Letters: `yyyy` or `uuuu` (year 0001 to 9999), `yy` (2000 to 2099), `M` `MM` `MMM` `MMMM`, `d` `dd`, `E` `EEEE`,
/// `H` `HH`, `h` `hh` with `a` (`AM`, `PM`), `m` `mm`, `s` `ss`, `S` to `SSSSSSSSS`, `X` `XX` `XXX`, `x` `xx`
/// `xxx`, `Z`; text in single quotes, `[` `]` around what may be absent. Names of months and days are English. As
/// in the examples of ODCS, a bare `T` is itself, and `Z` reads `Z`, `+0100` and `+01:00`. A doubled letter is
/// exactly that many digits; a single one is one or two.
public final class TemporalPattern {
    /// `2026-11-21`.
    public static final TemporalPattern ISO_DATE = of("uuuu-MM-dd");

    /// `08:30:00`, with up to 9 digits after a point.
    public static final TemporalPattern ISO_TIME = isoTime();

    /// `2026-11-21T08:30:00+01:00` or `…Z`, with up to 9 digits after a point; the offset may be absent.
    public static final TemporalPattern ISO_TIMESTAMP = isoTimestamp();

    /// `2026-11-21T08:30:00`, with up to 9 digits after a point.
    public static final TemporalPattern ISO_LOCAL_TIMESTAMP = isoLocalTimestamp();

    private final String text;
    private final Element element;
    private final @Nullable Iso iso;
    private final Set<Character> always;
    private final Set<Character> sometimes;

    TemporalPattern(String text, Element element, Set<Character> always, Set<Character> sometimes) {
        this(text, element, Iso.of(text), always, sometimes);
    }

    private TemporalPattern(
            String text, Element element, @Nullable Iso iso, Set<Character> always, Set<Character> sometimes) {
        this.text = text;
        this.element = element;
        this.iso = iso;
        this.always = Set.copyOf(always);
        this.sometimes = Set.copyOf(sometimes);
    }

    /// The pattern that `text` spells.
    ///
    /// @throws IllegalArgumentException if it is none; the message says what to do
    public static TemporalPattern of(String text) {
        return new PatternCompiler(text).compile();
    }

    private static TemporalPattern isoTime() {
        Iso iso = new Iso(false, ' ', true, true, false);
        return of("HH:mm:ss").then("[.SSSSSS]", 'S', isoFraction(), iso);
    }

    private static TemporalPattern isoLocalTimestamp() {
        Iso iso = new Iso(true, 'T', true, true, false);
        return of("uuuu-MM-dd'T'HH:mm:ss").then("[.SSSSSS]", 'S', isoFraction(), iso);
    }

    private static TemporalPattern isoTimestamp() {
        Iso iso = new Iso(true, 'T', true, true, true);
        return isoLocalTimestamp().then("[XXX]", 'X', new OptionalSection(OffsetElement.OF_ISO), iso);
    }

    private TemporalPattern then(String spelled, char letter, Element optional, Iso then) {
        Set<Character> more = new HashSet<>(sometimes);
        more.add(letter);
        return new TemporalPattern(text + spelled, Sequence.of(List.of(element, optional)), then, always, more);
    }

    private static Element isoFraction() {
        return new OptionalSection(Sequence.of(List.of(new Literal("."), Fraction.OF_ISO)));
    }

    /// The pattern as it was written.
    public String text() {
        return text;
    }

    /// Whether every text has a year, a month and a day.
    public boolean hasDate() {
        return always.containsAll(Set.of('u', 'M', 'd'));
    }

    /// Whether every text has an hour.
    public boolean hasHour() {
        return always.contains('H');
    }

    /// Whether a text may have a part of a date.
    public boolean mayHaveDate() {
        return sometimes.stream().anyMatch(letter -> "uMdE".indexOf(letter) >= 0);
    }

    /// Whether a text may have a part of a time of day.
    public boolean mayHaveTime() {
        return sometimes.stream().anyMatch(letter -> "HmsSa".indexOf(letter) >= 0);
    }

    /// Whether every text has an offset from UTC.
    public boolean hasOffset() {
        return always.contains('X');
    }

    /// Whether a text may have an offset from UTC.
    public boolean mayHaveOffset() {
        return sometimes.contains('X');
    }

    /// Reads a text, UTF-8 from `start` to `end` (excluded), into `into`.
    ///
    /// @return what is wrong with it, in words that complete "the value …"; null when it was read
    public @Nullable String read(byte[] bytes, int start, int end, TemporalFields into) {
        into.clear();
        if (iso != null && iso.reads(bytes, start, end, into)) {
            return null;
        }
        return readSlowly(bytes, start, end, into);
    }

    /// As [#read], element by element.
    @Nullable String readSlowly(byte[] bytes, int start, int end, TemporalFields into) {
        into.clear();
        return element.read(bytes, start, end, into) == end ? into.contradiction() : "must look like " + text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TemporalPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
