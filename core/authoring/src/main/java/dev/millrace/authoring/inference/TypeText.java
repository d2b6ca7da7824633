package dev.millrace.authoring.inference;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimeType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.Range;
import dev.millrace.contract.temporal.TemporalPattern;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A column's type as a contract spells it.
final class TypeText {
    private static final int MOST_DIGITS = 40;

    private TypeText() {}

    /// ODCS `logicalType`.
    static String logicalType(LogicalType type) {
        if (type instanceof StringType) {
            return "string";
        }
        if (type instanceof IntegerType) {
            return "integer";
        }
        if (type instanceof DecimalType || type instanceof FloatType) {
            return "number";
        }
        if (type instanceof BooleanType) {
            return "boolean";
        }
        if (type instanceof DateType) {
            return "date";
        }
        return type instanceof TimestampType ? "timestamp" : "time";
    }

    /// ODCS `physicalType`, which numbers have.
    static Optional<String> physicalType(LogicalType type) {
        if (type instanceof DecimalType decimal) {
            return Optional.of("decimal(" + decimal.precision() + "," + decimal.scale() + ")");
        }
        return type instanceof FloatType floating
                ? Optional.of(floating.single() ? "real" : "double")
                : Optional.empty();
    }

    /// ODCS `logicalTypeOptions`, as YAML, in the order in which they are written.
    static Map<String, String> options(LogicalType type) {
        Map<String, String> options = new LinkedHashMap<>();
        if (type instanceof StringType string) {
            string(string, options);
        } else if (type instanceof IntegerType integer) {
            options.put("format", integer.format().text());
            limits(integer.range(), options);
        } else if (type instanceof DecimalType decimal) {
            limits(decimal.range(), options);
        } else if (type instanceof FloatType floating) {
            limits(floating.range(), options);
        } else if (type instanceof DateType date) {
            format(date.format(), TemporalPattern.ISO_DATE, options);
        } else if (type instanceof TimeType time) {
            format(time.format(), TemporalPattern.ISO_TIME, options);
        } else if (type instanceof TimestampType timestamp) {
            timestamp(timestamp, options);
        }
        return options;
    }

    private static void string(StringType type, Map<String, String> options) {
        if (type.minLength() > 0) {
            options.put("minLength", String.valueOf(type.minLength()));
        }
        if (type.maxLength() < Integer.MAX_VALUE) {
            options.put("maxLength", String.valueOf(type.maxLength()));
        }
        type.pattern().ifPresent(pattern -> options.put("pattern", YamlText.quoted(pattern.text())));
        type.format().ifPresent(format -> options.put("format", format.text()));
    }

    private static void limits(Range<BigDecimal> range, Map<String, String> options) {
        range.lower().flatMap(limit -> number(limit.value())).ifPresent(number -> options.put("minimum", number));
        range.upper().flatMap(limit -> number(limit.value())).ifPresent(number -> options.put("maximum", number));
    }

    /// As a contract may write it; empty for one of more digits than that.
    private static Optional<String> number(BigDecimal number) {
        if (number.precision() > MOST_DIGITS) {
            return Optional.empty();
        }
        boolean plain = Math.abs((long) number.scale()) <= MOST_DIGITS;
        return Optional.of(plain ? number.toPlainString() : number.toString());
    }

    private static void timestamp(TimestampType type, Map<String, String> options) {
        format(
                type.format(),
                type.zoned() ? TemporalPattern.ISO_TIMESTAMP : TemporalPattern.ISO_LOCAL_TIMESTAMP,
                options);
        if (!type.zoned()) {
            options.put("timezone", "false");
        }
    }

    private static void format(TemporalPattern pattern, TemporalPattern byDefault, Map<String, String> options) {
        if (!pattern.equals(byDefault)) {
            options.put("format", YamlText.quoted(pattern.text()));
        }
    }
}
