package dev.millrace.authoring.inference;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.Range;
import dev.millrace.contract.patterns.EcmaPattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is known of the values of one column, in memory that does not grow with their number.
///
/// While there are few different values, these are counted, and looked at once.
final class ColumnProfile {
    /// From so many rows on, what all of them have becomes a rule for the next file.
    static final int ROWS_OF_A_RULE = 100;

    private static final int FEW_TEXTS = 20;
    private static final int MOST_VALUES = 24;
    private static final int LONGEST_VALUE = 30;
    private static final long TEXTS_A_VALUE = 10;
    private static final String DATE_WORDS = "date|day|datum|tag|dt|on|at|since|until|from|valid|start|end";

    private final NumberProfile numbers;
    private final MomentProfile moments = new MomentProfile();
    private final TextProfile texts = new TextProfile();
    private final PersonalProfile personal = new PersonalProfile();
    private final NearNumbers near = new NearNumbers();
    private @Nullable Map<String, Seen> few = new LinkedHashMap<>();
    private boolean looked;
    private long missing;
    private long typed;

    /// @param ofJson whether the file itself says which values are numbers
    ColumnProfile(boolean ofJson) {
        this.numbers = new NumberProfile(ofJson);
    }

    /// How often a value stands there, and where first.
    private static final class Seen {
        private final long line;
        private long times;

        Seen(long line) {
            this.line = line;
            this.times = 1;
        }
    }

    /// A row without a value.
    void addNothing() {
        missing++;
    }

    /// A row with a value whose type the file says.
    void addTyped() {
        typed++;
    }

    /// @param line where the row begins
    void add(String text, long line) {
        Map<String, Seen> values = few;
        if (values == null) {
            look(text, 1, line);
            return;
        }
        Seen seen = values.get(text);
        if (seen != null) {
            seen.times++;
        } else if (values.size() < MOST_VALUES && text.length() <= LONGEST_VALUE) {
            values.put(text, new Seen(line));
        } else {
            lookAtFew();
            few = null;
            look(text, 1, line);
        }
    }

    private void look(String text, long times, long line) {
        numbers.add(text, times, line);
        boolean moment = moments.add(text, times, line);
        texts.add(text, times, line);
        personal.add(text, times, moment);
        if (!numbers.isPossible()) {
            near.add(text, times);
        }
    }

    /// Looks at the values that were only counted so far.
    private void lookAtFew() {
        Map<String, Seen> values = few;
        if (values != null && !looked) {
            looked = true;
            values.forEach((text, seen) -> look(text, seen.times, seen.line));
        }
    }

    /// Whether a column can hold all of them as numbers.
    boolean areNumbers() {
        lookAtFew();
        return numbers.type(false).isPresent();
    }

    /// What to write of the column, when all rows were given.
    ///
    /// @param column what is known of it without its values
    /// @param limited whether least and greatest values shall be rules
    ColumnGuess guess(ColumnGuess column, boolean limited) {
        lookAtFew();
        LogicalType plain = type(column, limited);
        Optional<PersonalData> personalData = personalData(column.header(), plain);
        LogicalType type = personalData.isPresent() ? protectedType(column, personalData.get(), plain) : plain;
        boolean full = missing == 0 && present() > 0;
        boolean masked = personalData.isPresent() || personal.isSuspicious();
        boolean required = full && (limited || present() >= ROWS_OF_A_RULE);
        ColumnRemarks remarks = new ColumnRemarks(this, column, type, required, masked);
        return new ColumnGuess(
                column.name(),
                column.header(),
                column.kind(),
                type,
                full,
                required,
                personalData,
                remarks.told(),
                remarks.written(),
                masked ? List.of() : suggestions(type));
    }

    long present() {
        return texts.count() + typed;
    }

    long missing() {
        return missing;
    }

    NumberProfile numbers() {
        return numbers;
    }

    MomentProfile moments() {
        return moments;
    }

    TextProfile texts() {
        return texts;
    }

    NearNumbers near() {
        return near;
    }

    /// The type of data of persons: text where that is possible, and never with limits that show some of it.
    private LogicalType protectedType(ColumnGuess column, PersonalData kind, LogicalType plain) {
        boolean asText = switch (column.kind()) {
            case ANY, STRING -> true;
            case NUMBER, TRUTH -> false;
            case TYPED -> plain instanceof StringType;
        };
        return asText && !keepsType(kind, plain) ? StringType.ANY : type(column, false);
    }

    /// Dates and times look like telephone numbers, and nothing but them has a year to keep.
    private Optional<PersonalData> personalData(String header, LogicalType type) {
        boolean moment = isMoment(type) || !dates().isEmpty();
        Optional<PersonalData> byValues = moment ? Optional.empty() : personal.kind();
        Optional<PersonalData> byHeader = PersonalData.ofHeader(header)
                .filter(kind -> kind == PersonalData.BIRTH_DATE || !(isMoment(type) || type instanceof BooleanType));
        return byValues.filter(kind -> kind != PersonalData.FREE_TEXT)
                .or(() -> byHeader)
                .or(() -> byValues);
    }

    private static boolean keepsType(PersonalData kind, LogicalType type) {
        return kind == PersonalData.BIRTH_DATE && isMoment(type);
    }

    private static boolean isMoment(LogicalType type) {
        return type instanceof DateType || type instanceof TimestampType;
    }

    private LogicalType type(ColumnGuess column, boolean limited) {
        return switch (column.kind()) {
            case TRUTH -> new BooleanType();
            case NUMBER -> numbers.type(limited).orElseGet(() -> new FloatType(false, Range.all()));
            case STRING ->
                moment().filter(type -> !numbers.isPossible() || isSurely(column.header()))
                        .orElseGet(() -> text(limited));
            case TYPED -> column.type() instanceof StringType ? text(limited) : column.type();
            case ANY -> any(column.header(), limited);
        };
    }

    private LogicalType any(String header, boolean limited) {
        if (isTruth()) {
            return new BooleanType();
        }
        Optional<LogicalType> number = numbers.type(limited);
        return moment().filter(type -> number.isEmpty() || isSurely(header))
                .or(() -> number)
                .orElseGet(() -> text(limited));
    }

    /// Whether every text is `true` or `false`, in letters of either case.
    private boolean isTruth() {
        Map<String, Seen> values = few;
        return values != null
                && !values.isEmpty()
                && values.keySet().stream()
                        .allMatch(text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
    }

    /// Whether eight digits are rather a date than a number.
    private boolean isSurely(String header) {
        boolean named = LakeName.words(header).matches("(?:.*_)?(?:" + DATE_WORDS + ")(?:_.*)?");
        return named || (texts.count() >= FEW_TEXTS && fewValues().isEmpty());
    }

    /// The ways in which all texts are dates or times.
    List<Moments> dates() {
        return moments.ways();
    }

    /// The one way that leaves no choice.
    private Optional<LogicalType> moment() {
        List<Moments> ways = dates();
        if (Moments.isDayOrMonth(ways) || Moments.needsCentury(ways)) {
            return Optional.empty();
        }
        return ways.stream().findFirst().map(Moments::type);
    }

    private LogicalType text(boolean limited) {
        if (texts.count() == 0) {
            return StringType.ANY;
        }
        int least = limited ? texts.shortest() : 0;
        int most = limited ? texts.longest() : Integer.MAX_VALUE;
        boolean rule = limited || texts.count() >= ROWS_OF_A_RULE;
        return new StringType(least, most, code().filter(pattern -> rule).map(EcmaPattern::of), Optional.empty());
    }

    private Optional<String> code() {
        Map<String, Seen> values = few;
        return texts.code(values == null ? MOST_VALUES : values.size());
    }

    /// The values, when each comes again and again; else none.
    Set<String> fewValues() {
        Map<String, Seen> values = few;
        return values != null && values.size() * TEXTS_A_VALUE <= texts.count() ? values.keySet() : Set.of();
    }

    private List<String> suggestions(LogicalType type) {
        if (!(type instanceof StringType string)) {
            return List.of();
        }
        Optional<String> code = code().filter(pattern -> string.pattern().isEmpty());
        if (code.isPresent()) {
            return List.of(
                    "A guess from few rows: these are codes. A rule would be, in logicalTypeOptions:",
                    "pattern: " + YamlText.quoted(code.get()));
        }
        if (fewValues().isEmpty()) {
            return List.of();
        }
        return List.of(
                "A guess: these are all values that there are. A rule would be:",
                fewValues().stream()
                        .sorted()
                        .map(value -> "{value: " + YamlText.quoted(value) + "}")
                        .collect(Collectors.joining(", ", "enum: [", "]")));
    }
}
