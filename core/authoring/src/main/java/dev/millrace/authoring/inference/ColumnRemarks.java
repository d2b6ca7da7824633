package dev.millrace.authoring.inference;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.temporal.TemporalPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is said of a column beside its type: above all, what it almost is.
final class ColumnRemarks {
    private static final long YEAR_2000 = 946_684_800L;
    private static final long YEAR_2100 = 4_102_444_800L;
    private static final long MILLIS = 1_000;
    private static final String TIME_WORDS =
            "time|timestamp|ts|date|epoch|created|updated|modified|at|since|until|expires|zeit|datum";
    private static final List<Set<String>> TRUTHS = List.of(
            Set.of("y", "n"),
            Set.of("yes", "no"),
            Set.of("t", "f"),
            Set.of("on", "off"),
            Set.of("j", "n"),
            Set.of("ja", "nein"),
            Set.of("oui", "non"),
            Set.of("si", "no"),
            Set.of("sí", "no"),
            Set.of("x"));

    private final ColumnProfile profile;
    private final ColumnGuess column;
    private final boolean masked;
    private final List<String> told = new ArrayList<>();
    private final List<String> written = new ArrayList<>();

    /// @param type what the contract says of the column
    /// @param required whether the contract requires a value in each row
    /// @param masked whether no value may be shown
    ColumnRemarks(ColumnProfile profile, ColumnGuess column, LogicalType type, boolean required, boolean masked) {
        this.profile = profile;
        this.column = column;
        this.masked = masked;
        boolean texts = type instanceof StringType && profile.texts().count() > 0;
        if (texts) {
            dates();
            blanks();
            numbers();
            truths();
        } else if (type instanceof IntegerType && column.kind() != ValueKind.TYPED) {
            moments();
        }
        missing(required);
    }

    /// What the person who infers is told at once.
    List<String> told() {
        return told;
    }

    /// All remarks, each a line of a comment, those that are told first.
    List<String> written() {
        return Stream.concat(told.stream(), written.stream()).toList();
    }

    private void dates() {
        List<Moments> ways = profile.dates();
        if (Moments.isDayOrMonth(ways)) {
            told.add("These are dates in which day and month cannot be told apart. As text until you choose"
                    + (Moments.needsCentury(ways) ? ", and the century of their two-digit years:" : ":"));
            Stream.of(Moments.DayOrder.DAY_FIRST, Moments.DayOrder.MONTH_FIRST)
                    .flatMap(order ->
                            ways.stream().filter(way -> way.order() == order).limit(1))
                    .forEach(this::choice);
        } else if (Moments.needsCentury(ways)) {
            told.add("These are dates with years of two digits, and nothing says which century. As text until you do:");
            choice(ways.get(0));
        } else if (profile.moments().nearly() > 0) {
            almost(
                    profile.moments().nearly(),
                    "dates or times",
                    profile.moments().exceptions());
        }
    }

    private void choice(Moments way) {
        written.add("  logicalType: " + TypeText.logicalType(way.type()) + ", format: \"" + way.pattern() + "\"");
    }

    private void almost(long count, String what, OddValues exceptions) {
        told.add(String.format(
                Locale.ROOT,
                "%,d of %,d are %s; %s. All stay text.",
                count,
                profile.texts().count(),
                what,
                exceptions.shown(masked)));
    }

    private void blanks() {
        TextProfile texts = profile.texts();
        if (texts.padded() > 0) {
            told.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d have blanks around them (line %d first), which stay.",
                    texts.padded(),
                    texts.count(),
                    texts.firstPadded()));
        }
    }

    private void numbers() {
        if (column.kind() != ValueKind.ANY) {
            return;
        }
        NumberProfile numbers = profile.numbers();
        if (numbers.nearly() > 0) {
            almost(numbers.nearly(), numbers.description(), numbers.exceptions());
        } else if (numbers.isPossible() && !masked) {
            told.add("These are numbers of more digits than a number of the lake can hold. All stay text.");
        } else {
            profile.near().told(profile.texts().count()).ifPresent(told::add);
        }
    }

    private void truths() {
        Set<String> words = profile.fewValues().stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (!words.isEmpty() && TRUTHS.contains(words)) {
            told.add("These seem to mean yes and no, and stay text: a boolean is written true or false.");
        }
    }

    /// Whole numbers that may be dates or times.
    private void moments() {
        NumberProfile numbers = profile.numbers();
        boolean named = LakeName.words(column.header()).matches("(?:.*_)?(?:" + TIME_WORDS + ")(?:_.*)?");
        if (profile.dates().stream().anyMatch(way -> way.pattern().equals(TemporalPattern.of("yyyyMMdd")))) {
            told.add("These are whole numbers, and may be dates: logicalType: date, format: \"yyyyMMdd\".");
        } else if (numbers.areWithin(YEAR_2000 * MILLIS, YEAR_2100 * MILLIS)) {
            told.add("These are whole numbers, and may be milliseconds since 1970.");
        } else if (named && numbers.areWithin(YEAR_2000, YEAR_2100)) {
            told.add("These are whole numbers, and may be seconds since 1970.");
        }
    }

    private void missing(boolean required) {
        if (profile.present() == 0) {
            written.add("No row of the sample has a value here.");
        } else if (profile.missing() > 0) {
            written.add(String.format(
                    Locale.ROOT,
                    "Empty in %,d of %,d rows.",
                    profile.missing(),
                    profile.missing() + profile.present()));
        } else if (!required) {
            written.add("required: true, where that is a rule: each row of the sample has a value.");
        }
    }
}
