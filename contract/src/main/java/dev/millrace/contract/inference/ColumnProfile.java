package dev.millrace.contract.inference;

import dev.millrace.contract.EcmaPattern;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is known of the values of one column, in memory that does not grow with their number.
final class ColumnProfile {
    private static final int FEW_TEXTS = 20;
    private static final String DATE_WORDS = "date|day|datum|tag|dt|on|at|since|until|from|valid|start|end";

    private final NumberProfile numbers = new NumberProfile();
    private final MomentProfile moments = new MomentProfile();
    private final TextProfile texts = new TextProfile();
    private final PersonalProfile personal = new PersonalProfile();
    private long missing;
    private long typed;

    /// A row without a value.
    void addNothing() {
        missing++;
    }

    /// A row with a value whose type the file says.
    void addTyped() {
        typed++;
    }

    void add(String text) {
        numbers.add(text);
        moments.add(text);
        texts.add(text);
        personal.add(text);
    }

    /// Whether a column can hold all of them as numbers.
    boolean areNumbers() {
        return numbers.type(false).isPresent();
    }

    /// What to write of the column.
    ///
    /// @param column what is known of it without its values
    /// @param limited whether least and greatest values shall be rules
    ColumnGuess guess(ColumnGuess column, boolean limited) {
        List<String> remarks = new ArrayList<>();
        List<String> suggestions = new ArrayList<>();
        LogicalType plain = type(column, limited, remarks);
        Optional<PersonalData> personalData = personalData(column.header(), plain);
        LogicalType type = personalData.isPresent() ? protectedType(column, personalData.get(), plain) : plain;
        if (personalData.isPresent()) {
            remarks.clear();
        } else if (type instanceof StringType && !personal.isSuspicious()) {
            suggestValues(suggestions);
        }
        if (present() == 0) {
            remarks.add("No row of the sample has a value here.");
        } else if (missing > 0) {
            remarks.add(String.format(Locale.ROOT, "Empty in %,d of %,d rows.", missing, missing + present()));
        }
        boolean required = missing == 0 && present() > 0;
        return new ColumnGuess(
                column.name(), column.header(), column.kind(), type, required, personalData, remarks, suggestions);
    }

    private long present() {
        return texts.count() + typed;
    }

    /// The type of data of persons: text where that is possible, and never with limits that show some of it.
    private LogicalType protectedType(ColumnGuess column, PersonalData kind, LogicalType plain) {
        boolean asText = switch (column.kind()) {
            case ANY, STRING -> true;
            case NUMBER, TRUTH -> false;
            case TYPED -> plain instanceof StringType;
        };
        return asText && !keepsType(kind, plain) ? StringType.ANY : type(column, false, new ArrayList<>());
    }

    /// Dates and times look like telephone numbers, and nothing but them has a year to keep.
    private Optional<PersonalData> personalData(String header, LogicalType type) {
        Optional<PersonalData> byValues = isMoment(type) ? Optional.empty() : personal.kind();
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

    private LogicalType type(ColumnGuess column, boolean limited, List<String> remarks) {
        return switch (column.kind()) {
            case TRUTH -> new BooleanType();
            case NUMBER -> numbers.type(limited).orElseGet(() -> new FloatType(false, Range.all()));
            case STRING ->
                moment(remarks)
                        .filter(type -> !numbers.isPossible() || isSurely(column.header()))
                        .orElseGet(() -> text(limited));
            case TYPED -> column.type() instanceof StringType ? text(limited) : column.type();
            case ANY -> any(column.header(), limited, remarks);
        };
    }

    private LogicalType any(String header, boolean limited, List<String> remarks) {
        if (texts.isTruth()) {
            return new BooleanType();
        }
        Optional<LogicalType> number = numbers.type(limited);
        Optional<LogicalType> moment = moment(remarks).filter(type -> number.isEmpty() || isSurely(header));
        if (numbers.hasComma()) {
            remarks.add("These are numbers with a comma before their fraction, which stay text: numbers have a point.");
        }
        return moment.or(() -> number).orElseGet(() -> text(limited));
    }

    /// Whether eight digits are rather a date than a number.
    private boolean isSurely(String header) {
        boolean named = LakeName.words(header).matches("(?:.*_)?(?:" + DATE_WORDS + ")(?:_.*)?");
        return named || (texts.count() >= FEW_TEXTS && texts.fewValues().isEmpty());
    }

    private Optional<LogicalType> moment(List<String> remarks) {
        List<Moments> ways = moments.ways();
        Set<Moments.DayOrder> orders = ways.stream().map(Moments::order).collect(Collectors.toSet());
        if (orders.contains(Moments.DayOrder.DAY_FIRST) && orders.contains(Moments.DayOrder.MONTH_FIRST)) {
            remarks.add("These are dates in which day and month cannot be told apart. As text until you choose:");
            Stream.of(Moments.DayOrder.DAY_FIRST, Moments.DayOrder.MONTH_FIRST)
                    .flatMap(order ->
                            ways.stream().filter(way -> way.order() == order).limit(1))
                    .forEach(way -> remarks.add("  logicalType: " + TypeText.logicalType(way.type()) + ", format: \""
                            + way.pattern() + "\""));
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
        return new StringType(least, most, texts.code().map(EcmaPattern::of), Optional.empty());
    }

    private void suggestValues(List<String> suggestions) {
        Set<String> values = texts.fewValues();
        if (values.isEmpty()) {
            return;
        }
        suggestions.add("A guess: these are all values that there are. A rule would be:");
        suggestions.add(values.stream()
                .sorted()
                .map(value -> "{value: " + YamlText.quoted(value) + "}")
                .collect(Collectors.joining(", ", "enum: [", "]")));
    }
}
