package dev.millrace.contract.temporal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Turns the text of a pattern into its elements.
final class PatternCompiler {
    private static final int LONGEST = 100;
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private final String pattern;
    private final Set<Character> always = new HashSet<>();
    private final Set<Character> sometimes = new HashSet<>();
    private int at;
    private int depth;
    private boolean hasShortYear;

    PatternCompiler(String pattern) {
        this.pattern = pattern;
    }

    TemporalPattern compile() {
        if (pattern.isEmpty() || pattern.length() > LONGEST) {
            throw new IllegalArgumentException("a format has 1 to %d characters".formatted(LONGEST));
        }
        Element element = Sequence.of(section());
        if (at < pattern.length()) {
            throw new IllegalArgumentException("the format has a ']' without its '['");
        }
        if (sometimes.contains('h') != sometimes.contains('a')) {
            throw new IllegalArgumentException(
                    "'h' (hour of 12) and 'a' (AM, PM) go together; for hours of 24 use 'H'");
        }
        return new TemporalPattern(pattern, element, mergedHours(always), mergedHours(sometimes), hasShortYear);
    }

    /// Hours of 12 are hours.
    private static Set<Character> mergedHours(Set<Character> letters) {
        Set<Character> merged = new HashSet<>(letters);
        if (letters.contains('h') && letters.contains('a')) {
            merged.add('H');
        }
        return merged;
    }

    private List<Element> section() {
        List<Element> elements = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            char c = pattern.charAt(at);
            if (c == '[') {
                elements.add(optional());
            } else if (c == '\'') {
                elements.add(new Literal(quoted()));
            } else if (isLetter(c) && c != 'T') {
                elements.add(letters(c));
            } else {
                elements.add(new Literal(bare()));
            }
        }
        return elements;
    }

    private Element optional() {
        at++;
        depth++;
        Element inner = Sequence.of(section());
        if (at >= pattern.length()) {
            throw new IllegalArgumentException("the format has a '[' without its ']'");
        }
        at++;
        depth--;
        return new OptionalSection(inner);
    }

    private String quoted() {
        int close = pattern.indexOf('\'', at + 1);
        if (close < 0) {
            throw new IllegalArgumentException("the format has a single quote that is not closed");
        }
        String inside = pattern.substring(at + 1, close);
        at = close + 1;
        return inside.isEmpty() ? "'" : inside;
    }

    private String bare() {
        int codePoint = pattern.codePointAt(at);
        if (codePoint == '{' || codePoint == '}' || codePoint == '#') {
            throw new IllegalArgumentException("put the format's '%c' in single quotes".formatted(codePoint));
        }
        at += Character.charCount(codePoint);
        return Character.toString(codePoint);
    }

    private Element letters(char letter) {
        int start = at;
        while (at < pattern.length() && pattern.charAt(at) == letter) {
            at++;
        }
        int count = at - start;
        boolean openEnded = count == 1 && "MdHhms".indexOf(letter) >= 0;
        if (openEnded && at < pattern.length() && "uyMdHhmsS".indexOf(pattern.charAt(at)) >= 0) {
            throw new IllegalArgumentException(
                    "after the single '%c' must stand something that is no digit".formatted(letter));
        }
        return element(letter, count);
    }

    private Element element(char letter, int count) {
        String run = String.valueOf(letter).repeat(count);
        return switch (run) {
            case "uuuu", "yyyy" -> once('u', new Digits(4, 4, Part.YEAR));
            case "uu", "yy" -> shortYear();
            case "M", "MM" -> once('M', new Digits(count, 2, Part.MONTH));
            case "MMM" -> once('M', month("such as Jan", shortened(MONTHS)));
            case "MMMM" -> once('M', month("in full", MONTHS));
            case "d", "dd" -> once('d', new Digits(count, 2, Part.DAY));
            case "E", "EE", "EEE" -> once('E', weekday("such as Mon", shortened(DAYS)));
            case "EEEE" -> once('E', weekday("in full", DAYS));
            case "H", "HH" -> once('H', new Digits(count, 2, Part.HOUR));
            case "h", "hh" -> once('h', new Digits(count, 2, Part.CLOCK_HOUR));
            case "a" ->
                once('a', new Names("AM or PM", List.of("AM", "PM"), (into, number) -> into.afternoon = number == 2));
            case "m", "mm" -> once('m', new Digits(count, 2, Part.MINUTE));
            case "s", "ss" -> once('s', new Digits(count, 2, Part.SECOND));
            case "X" -> once('X', new OffsetElement(true, true, true, true));
            case "XX" -> once('X', new OffsetElement(true, false, true, false));
            case "XXX" -> once('X', new OffsetElement(true, true, false, false));
            case "x" -> once('X', new OffsetElement(false, true, true, true));
            case "xx" -> once('X', new OffsetElement(false, false, true, false));
            case "xxx" -> once('X', new OffsetElement(false, true, false, false));
            case "Z" -> once('X', new OffsetElement(true, true, true, false));
            case "z", "zz", "zzz" -> once('X', new ZoneElement());
            default -> fractionOrNothing(letter, count, run);
        };
    }

    private Element shortYear() {
        hasShortYear = true;
        return once('u', new Digits(2, 2, Part.SHORT_YEAR));
    }

    private static Element month(String kind, List<String> names) {
        return new Names("an English name of a month " + kind, names, (into, number) -> into.month = number);
    }

    private static Element weekday(String kind, List<String> names) {
        return new Names("an English name of a weekday " + kind, names, (into, number) -> into.weekday = number);
    }

    /// After a point or comma there may be fewer digits than letters; elsewhere only their number says which digit is
    /// which.
    private Element fractionOrNothing(char letter, int count, String run) {
        if (letter == 'S' && count <= 9) {
            return once('S', new Fraction(isAfterPoint(at - count) ? 1 : count, count));
        }
        throw new IllegalArgumentException("the format's '%s' is not supported%s".formatted(run, advice(letter)));
    }

    private boolean isAfterPoint(int place) {
        String before = pattern.substring(0, place).replace("'", "").replace("[", "");
        return before.endsWith(".") || before.endsWith(",");
    }

    private static String advice(char letter) {
        return switch (letter) {
            case 'Y' -> " ('Y' is the year of weeks): write 'yyyy'";
            case 'D' -> " ('D' is the day of the year): write 'dd'";
            case 'y', 'u' -> ": write 'yyyy'";
            case 'k', 'K' -> ": write 'HH'";
            case 'n', 'N', 'A' -> ": write 'SSSSSS'";
            case 'z', 'V', 'v', 'O' -> ": write an offset, 'XXX', or 'z' for UTC, GMT and Z";
            default -> "; text that stands for itself goes in single quotes";
        };
    }

    private Element once(char field, Element element) {
        boolean hours = (field == 'H' && sometimes.contains('h')) || (field == 'h' && sometimes.contains('H'));
        if (!sometimes.add(field) || hours) {
            throw new IllegalArgumentException("the format has two parts that stand for the same thing");
        }
        if (depth == 0) {
            always.add(field);
        }
        return element;
    }

    private static List<String> shortened(List<String> names) {
        return names.stream().map(name -> name.substring(0, 3)).toList();
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
