package dev.millrace.contract.parsing;

import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Range;
import dev.millrace.contract.Spelled;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the types of numbers.
///
/// ODCS says nothing of how exact a `number` is. Here it is an exact `decimal(38,18)`, unless `physicalType` is
/// another decimal or a binary type, or `format` is `f32` or `f64`.
final class NumberTypes {
    private static final Pattern DECIMAL =
            Pattern.compile("(?:decimal|numeric|number)(?: *\\( *([0-9]{1,3}) *(?:, *([0-9]{1,3}) *)?\\))?");
    private static final List<String> F64 = List.of("double", "double precision", "float", "float8", "float64");
    private static final List<String> F32 = List.of("real", "float4", "float32");
    private static final List<String> TOO_WIDE = List.of("i128", "u64", "u128");
    private static final int MOST_DIGITS = 38;
    private static final int USUAL_SCALE = 18;

    private final Problems problems;
    private final Ranges ranges;

    NumberTypes(Problems problems) {
        this.problems = problems;
        this.ranges = new Ranges(problems);
    }

    Optional<LogicalType> integer(Fields options) {
        Optional<String> text = options.text("format");
        Optional<IntegerFormat> format =
                text.isEmpty() ? Optional.of(IntegerFormat.I64) : text.flatMap(IntegerFormat::ofText);
        List<String> built = Spelled.texts(IntegerFormat.class);
        if (format.isEmpty()) {
            String not = TOO_WIDE.contains(text.orElse("")) ? "'%s' is not built yet; ".formatted(text.orElse("")) : "";
            problems.add(options.near("format"), not + "must be one of " + String.join(", ", built));
        }
        Optional<BigDecimal> multiple = multipleOf(options);
        if (multiple.filter(number -> number.stripTrailingZeros().scale() > 0).isPresent()) {
            problems.add(options.near("multipleOf"), "must be a whole number for an integer column");
        }
        Range<BigDecimal> range = ranges.parse(options, YamlNode::number);
        return format.map(bits -> new LogicalType.IntegerType(bits, range, multiple));
    }

    Optional<LogicalType> number(Fields column, Fields options) {
        Optional<Boolean> single = single(options);
        Optional<String> physical = column.text("physicalType")
                .map(text -> text.toLowerCase(Locale.ROOT).trim());
        Range<BigDecimal> range = ranges.parse(options, YamlNode::number);
        Optional<BigDecimal> multiple = multipleOf(options);
        boolean binary = physical.filter(text -> F32.contains(text) || F64.contains(text))
                .isPresent();
        if (single.isPresent() || binary) {
            if (multiple.isPresent()) {
                problems.add(options.near("multipleOf"), "is only for exact numbers; give a decimal physicalType");
            }
            if (single.isPresent()
                    && physical.isPresent()
                    && (!binary || single.get() != F32.contains(physical.get()))) {
                problems.add(column.near("physicalType"), "contradicts logicalTypeOptions.format; remove one");
            }
            return Optional.of(
                    new LogicalType.FloatType(single.orElseGet(() -> F32.contains(physical.orElse(""))), range));
        }
        return decimal(column, physical.orElse("decimal"), range, multiple);
    }

    private Optional<Boolean> single(Fields options) {
        Optional<String> format = options.text("format");
        if (format.filter(text -> !text.equals("f32") && !text.equals("f64")).isPresent()) {
            problems.add(options.near("format"), "must be f32 or f64; for an exact number leave it out");
        }
        return format.map("f32"::equals);
    }

    private Optional<LogicalType> decimal(
            Fields column, String physical, Range<BigDecimal> range, Optional<BigDecimal> multiple) {
        Matcher matcher = DECIMAL.matcher(physical);
        if (!matcher.matches()) {
            problems.add(
                    column.near("physicalType"),
                    "for a number it must be decimal(p,s), numeric(p,s), double or real, or be left out");
            return Optional.empty();
        }
        boolean given = matcher.group(1) != null;
        int precision = given ? Integer.parseInt(matcher.group(1)) : MOST_DIGITS;
        int scale = matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : given ? 0 : USUAL_SCALE;
        if (precision < 1 || precision > MOST_DIGITS || scale > precision) {
            problems.add(
                    column.near("physicalType"),
                    "a decimal has a precision of 1 to %d, and a scale of 0 to that".formatted(MOST_DIGITS));
            return Optional.empty();
        }
        return Optional.of(new LogicalType.DecimalType(precision, scale, range, multiple));
    }

    private Optional<BigDecimal> multipleOf(Fields options) {
        Optional<BigDecimal> multiple = options.number("multipleOf");
        if (multiple.filter(number -> number.signum() <= 0).isPresent()) {
            problems.add(options.near("multipleOf"), "must be greater than 0");
        }
        return multiple;
    }
}
