package dev.millrace.authoring.diff;

import dev.millrace.contract.Limit;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimeType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.Range;
import dev.millrace.contract.patterns.EcmaPattern;
import dev.millrace.contract.temporal.TemporalPattern;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;

/// Compares the types of a column.
final class TypeDiff {
    private static final String NEW_TYPE =
            "a column of the table cannot change its type, so no file can be loaded any more: give it a new name";

    private final Field field;

    /// Makes a difference of a field of the column.
    @FunctionalInterface
    interface Field {
        Changes.Found at(String field, Object before, Object after);
    }

    TypeDiff(Field field) {
        this.field = field;
    }

    void compare(LogicalType old, LogicalType now) {
        if (old instanceof StringType before && now instanceof StringType after) {
            strings(before, after);
        } else if (old instanceof IntegerType before && now instanceof IntegerType after) {
            integers(before, after);
        } else if (old instanceof DecimalType before && now instanceof DecimalType after) {
            decimals(before, after);
        } else if (old instanceof FloatType before && now instanceof FloatType after) {
            floats(before, after);
        } else if (old instanceof DateType before && now instanceof DateType after) {
            format(before.format(), after.format());
            range(before.range(), after.range());
        } else if (old instanceof TimeType before && now instanceof TimeType after) {
            format(before.format(), after.format());
            range(before.range(), after.range());
        } else if (old instanceof TimestampType before && now instanceof TimestampType after) {
            timestamps(before, after);
        } else {
            otherKind(old, now);
        }
    }

    private void otherKind(LogicalType old, LogicalType now) {
        Changes.Found found = field.at("logicalType", TypeName.of(old), TypeName.of(now));
        boolean takesAll = now instanceof StringType string && string.equals(StringType.ANY);
        if (takesAll) {
            found.breaksConsumers(NEW_TYPE);
        } else {
            found.breaksBoth("files must have values of the new type, and " + NEW_TYPE);
        }
    }

    private void strings(StringType old, StringType now) {
        if (old.minLength() != now.minLength()) {
            field.at("minLength", old.minLength(), now.minLength())
                    .isTighter(now.minLength() > old.minLength(), "files with shorter texts are refused");
        }
        if (old.maxLength() != now.maxLength()) {
            field.at("maxLength", length(old.maxLength()), length(now.maxLength()))
                    .isTighter(now.maxLength() < old.maxLength(), "files with longer texts are refused");
        }
        if (!old.pattern().map(EcmaPattern::text).equals(now.pattern().map(EcmaPattern::text))) {
            pattern(old.pattern(), now.pattern());
        }
        if (!old.format().equals(now.format())) {
            field.at(
                            "format",
                            text(old.format().map(f -> f.text())),
                            text(now.format().map(f -> f.text())))
                    .isTighter(now.format().isPresent(), "files with texts of another shape are refused");
        }
    }

    private static Object length(int most) {
        return most == Integer.MAX_VALUE ? "" : most;
    }

    private static String text(Optional<String> text) {
        return text.orElse("");
    }

    private void pattern(Optional<EcmaPattern> old, Optional<EcmaPattern> now) {
        Changes.Found found = field.at("pattern", text(old.map(EcmaPattern::text)), text(now.map(EcmaPattern::text)));
        if (old.isPresent() && now.isPresent()) {
            found.mayBreakProducers(
                    "two patterns cannot be compared: files that matched the old one may not match the" + " new one");
        } else {
            found.isTighter(now.isPresent(), "files with texts that do not match are refused");
        }
    }

    private void integers(IntegerType old, IntegerType now) {
        if (old.format() != now.format()) {
            boolean wider = now.format().least() <= old.format().least()
                    && now.format().greatest() >= old.format().greatest();
            Changes.Found found =
                    field.at("format", old.format().text(), now.format().text());
            boolean stored = isInt(old) != isInt(now);
            stored(found, !wider, stored, "files with numbers that need more bits are refused");
        }
        range(old.range(), now.range());
        multipleOf(old.multipleOf(), now.multipleOf());
    }

    private static boolean isInt(IntegerType type) {
        return type.format().least() >= Integer.MIN_VALUE && type.format().greatest() <= Integer.MAX_VALUE;
    }

    /// A type that got narrower, or is stored otherwise, or both.
    private static void stored(Changes.Found found, boolean narrower, boolean stored, String refused) {
        if (narrower && stored) {
            found.breaksBoth(refused + ", and " + NEW_TYPE);
        } else if (stored) {
            found.breaksConsumers(NEW_TYPE);
        } else {
            found.isTighter(narrower, refused);
        }
    }

    private void decimals(DecimalType old, DecimalType now) {
        if (old.precision() != now.precision() || old.scale() != now.scale()) {
            boolean narrower =
                    now.scale() < old.scale() || now.precision() - now.scale() < old.precision() - old.scale();
            stored(
                    field.at("physicalType", TypeName.of(old), TypeName.of(now)),
                    narrower,
                    true,
                    "files with numbers of more digits are refused");
        }
        range(old.range(), now.range());
        multipleOf(old.multipleOf(), now.multipleOf());
    }

    private void floats(FloatType old, FloatType now) {
        if (old.single() != now.single()) {
            stored(
                    field.at("physicalType", TypeName.of(old), TypeName.of(now)),
                    now.single(),
                    true,
                    "files with numbers that need more bits are refused or rounded");
        }
        range(old.range(), now.range());
    }

    private void timestamps(TimestampType old, TimestampType now) {
        format(old.format(), now.format());
        if (old.zoned() != now.zoned()) {
            field.at("timezone", old.zoned(), now.zoned())
                    .breaksBoth("values mean something else, and files must write them otherwise");
        }
        if (!old.defaultZone().equals(now.defaultZone())) {
            field.at(
                            "defaultTimezone",
                            text(old.defaultZone().map(ZoneId::getId)),
                            text(now.defaultZone().map(ZoneId::getId)))
                    .breaksBoth("the same text means another moment than before, or none");
        }
        range(old.range(), now.range());
    }

    private void format(TemporalPattern old, TemporalPattern now) {
        if (!old.text().equals(now.text())) {
            field.at("format", old, now).breaksProducers("files must write the values in the new form");
        }
        if (old.century() != now.century()) {
            field.at("century", old.century(), now.century())
                    .breaksConsumers("years of two digits mean other years than in the rows that are there");
        }
        if (old.cuts() != now.cuts()) {
            Changes.Found found = field.at("nanoseconds", nanoseconds(old), nanoseconds(now));
            if (now.cuts()) {
                found.breaksConsumers("values may lose their digits beyond microseconds");
            } else {
                found.breaksProducers("files with digits beyond microseconds are refused");
            }
        }
    }

    private static String nanoseconds(TemporalPattern pattern) {
        return pattern.cuts() ? "cut" : "refuse";
    }

    private void multipleOf(Optional<BigDecimal> old, Optional<BigDecimal> now) {
        boolean same = old.isPresent() && now.isPresent() && old.get().compareTo(now.get()) == 0;
        if (!same && !old.equals(now)) {
            boolean looser = now.isEmpty()
                    || (old.isPresent() && old.get().remainder(now.get()).signum() == 0);
            field.at("multipleOf", text(old.map(BigDecimal::toPlainString)), text(now.map(BigDecimal::toPlainString)))
                    .isTighter(!looser, "files with other numbers are refused");
        }
    }

    private <T extends Comparable<? super T>> void range(Range<T> old, Range<T> now) {
        if (!isSame(old.lower(), now.lower())) {
            boolean tighter = now.lower().isPresent()
                    && (old.lower().isEmpty()
                            || isBeyond(now.lower().get(), old.lower().get(), 1));
            limit("inimum", old.lower(), now.lower()).isTighter(tighter, "files with lesser values are refused");
        }
        if (!isSame(old.upper(), now.upper())) {
            boolean tighter = now.upper().isPresent()
                    && (old.upper().isEmpty()
                            || isBeyond(now.upper().get(), old.upper().get(), -1));
            limit("aximum", old.upper(), now.upper()).isTighter(tighter, "files with greater values are refused");
        }
    }

    /// Whether two limits allow the same; 1.0 and 1.00 are one limit.
    private static <T extends Comparable<? super T>> boolean isSame(Optional<Limit<T>> old, Optional<Limit<T>> now) {
        if (old.isEmpty() || now.isEmpty()) {
            return old.isEmpty() && now.isEmpty();
        }
        return old.get().value().compareTo(now.get().value()) == 0
                && old.get().inclusive() == now.get().inclusive();
    }

    /// Whether a limit allows less than another one.
    private static <T extends Comparable<? super T>> boolean isBeyond(Limit<T> now, Limit<T> old, int direction) {
        int order = now.value().compareTo(old.value()) * direction;
        return order > 0 || (order == 0 && old.inclusive() && !now.inclusive());
    }

    private <T extends Comparable<? super T>> Changes.Found limit(
            String name, Optional<Limit<T>> old, Optional<Limit<T>> now) {
        boolean exclusive =
                now.or(() -> old).filter(limit -> !limit.inclusive()).isPresent();
        String spelled = exclusive ? "exclusiveM" + name : "m" + name;
        return field.at(spelled, text(old.map(TypeDiff::shown)), text(now.map(TypeDiff::shown)));
    }

    private static String shown(Limit<?> limit) {
        return limit.value() + (limit.inclusive() ? "" : " (excluded)");
    }
}
