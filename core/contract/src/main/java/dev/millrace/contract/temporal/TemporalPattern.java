package dev.millrace.contract.temporal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How dates and times are written, in the letters of the JDK's `DateTimeFormatter`, always strict.
///
/// Letters: `yyyy` or `uuuu` (year 0001 to 9999), `yy` (a year of [#century]), `M` `MM` `MMM` `MMMM`, `d` `dd`, `E`
/// `EEEE`, `H` `HH`, `h` `hh` with `a` (`AM`, `PM`), `m` `mm`, `s` `ss`, `S` to `SSSSSSSSS`, `X` `XX` `XXX`, `x` `xx`
/// `xxx`, `Z`, `z`; text in single quotes, `[` `]` around what may be absent. Names of months and days are English,
/// and letters of texts are read in either case. A doubled letter is exactly that many digits; a single one is one or
/// two.
///
/// What differs from the JDK: after a point or comma, `SSS` is one to three digits. `X` reads `+01`, `+0100`, `+01:00`
/// and `Z`; so does `x`, without `Z`. As in the examples of ODCS, a bare `T` is itself, and `Z` reads `Z`, `+0100` and
/// `+01:00`. `z` is `UTC`, `GMT`, `UT` or `Z`.
public final class TemporalPattern {
    /// The first year of the hundred that `yy` stands for, where a contract names none.
    public static final int USUAL_CENTURY = 2000;

    private static final int NO_CENTURY = 0;

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
    private final boolean shortYear;
    private final int century;
    private final boolean cut;

    TemporalPattern(String text, Element element, Set<Character> always, Set<Character> sometimes, boolean shortYear) {
        this(text, element, Iso.of(text), Set.copyOf(always), Set.copyOf(sometimes), shortYear, NO_CENTURY, false);
    }

    private TemporalPattern(
            String text,
            Element element,
            @Nullable Iso iso,
            Set<Character> always,
            Set<Character> sometimes,
            boolean shortYear,
            int century,
            boolean cut) {
        this.text = text;
        this.element = element;
        this.iso = iso;
        this.always = always;
        this.sometimes = sometimes;
        this.shortYear = shortYear;
        this.century = century;
        this.cut = cut;
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
        Element all = Sequence.of(List.of(element, optional));
        return new TemporalPattern(text + spelled, all, then, always, Set.copyOf(more), shortYear, century, cut);
    }

    private static Element isoFraction() {
        return new OptionalSection(Sequence.of(List.of(new Literal("."), Fraction.OF_ISO)));
    }

    /// The same, with years of two digits from `first` to 99 years later.
    public TemporalPattern ofCentury(int first) {
        return new TemporalPattern(text, element, iso, always, sometimes, shortYear, first, cut);
    }

    /// The same, with digits beyond microseconds cut off.
    public TemporalPattern cutting() {
        return new TemporalPattern(text, element, iso, always, sometimes, shortYear, century, true);
    }

    /// The pattern as it was written.
    public String text() {
        return text;
    }

    /// Whether years have two digits.
    public boolean hasShortYear() {
        return shortYear;
    }

    /// The first of the hundred years that years of two digits stand for.
    public int century() {
        return century == NO_CENTURY ? USUAL_CENTURY : century;
    }

    /// Whether years have two digits and nobody said of which hundred years they are.
    public boolean lacksCentury() {
        return shortYear && century == NO_CENTURY;
    }

    /// Whether digits beyond microseconds are cut off; else a value that has them is refused, unless they are zeros.
    public boolean cuts() {
        return cut;
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
        begin(into);
        if (iso != null && iso.reads(bytes, start, end, into)) {
            return null;
        }
        return readSlowly(bytes, start, end, into);
    }

    private void begin(TemporalFields into) {
        into.clear();
        into.century = century();
        into.cut = cut;
    }

    /// As [#read], element by element.
    @Nullable String readSlowly(byte[] bytes, int start, int end, TemporalFields into) {
        begin(into);
        int reached = element.read(bytes, start, end, into);
        if (reached == end) {
            return into.contradiction();
        }
        if (reached == Element.NO_MATCH) {
            into.mismatch(start, element);
        }
        int at = Math.max(reached, into.mismatchAt());
        return "must look like " + text + ": " + mismatch(bytes, start, end, at, at == reached, into);
    }

    /// What differs: the pattern alone can look like the value, as `.SSS` does like `.1234`.
    ///
    /// @param complete whether the text may end at `at`
    private static String mismatch(byte[] bytes, int start, int end, int at, boolean complete, TemporalFields read) {
        String expected = String.join(" or ", read.expectedAt(at));
        if (at == end) {
            return "it ends before " + expected;
        }
        int before = characters(bytes, start, at);
        if (expected.isEmpty()) {
            return "it must end after character " + before;
        }
        return "at character " + (before + 1) + " must be " + expected + (complete ? ", or the end" : "");
    }

    private static int characters(byte[] bytes, int start, int end) {
        int characters = 0;
        for (int i = start; i < end; i++) {
            characters += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TemporalPattern that
                && text.equals(that.text)
                && century == that.century
                && cut == that.cut;
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
