package dev.millrace.contract.parsing;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Protection;
import dev.millrace.contract.Spelled;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads what becomes of classified columns. It fails closed: what is not said to be public or internal is not loaded
/// in clear.
final class ProtectionParser {
    private static final List<String> IN_CLEAR = List.of("public", "internal");

    private final Problems problems;

    ProtectionParser(Problems problems) {
        this.problems = problems;
    }

    /// @param protect the value of the column's property `millrace.protect`
    Optional<Protection> parse(Fields column, Optional<YamlNode> protect, LogicalType type) {
        Optional<Protection> protection = protect.flatMap(YamlNode::text).flatMap(Protection::ofText);
        if (protect.isPresent() && protection.isEmpty()) {
            List<String> texts = Spelled.texts(Protection.class);
            String text = protect.get().scalar().orElse("");
            problems.add(
                    protect.get(), "must be %s%s".formatted(String.join(" or ", texts), Spelling.hint(text, texts)));
        }
        if (protect.isEmpty()) {
            column.text("classification")
                    .filter(classification -> !IN_CLEAR.contains(classification.toLowerCase(Locale.ROOT)))
                    .ifPresent(classification -> problems.add(
                            column.near("classification"),
                            ("a column that is '%s' is not loaded in clear: say how it is protected, with the custom"
                                            + " property millrace.protect of the column (%s)")
                                    .formatted(classification, String.join(", ", Spelled.texts(Protection.class)))));
        }
        protection
                .filter(chosen -> !fits(chosen, type))
                .ifPresent(chosen -> problems.add(protect.get(), needs(chosen)));
        if (protection.isPresent() && column.flag("partitioned")) {
            problems.add(column.near("partitioned"), "a protected column cannot name folders");
        }
        return protection;
    }

    private static boolean fits(Protection protection, LogicalType type) {
        return switch (protection) {
            case DROP -> true;
            case TOKENISE -> !(type instanceof LogicalType.FloatType) && !(type instanceof LogicalType.BooleanType);
            case LAST_4, EMAIL_DOMAIN -> type instanceof LogicalType.StringType;
            case YEAR -> type instanceof LogicalType.DateType || type instanceof LogicalType.TimestampType;
        };
    }

    private static String needs(Protection protection) {
        return switch (protection) {
            case TOKENISE -> "numbers that are rounded, and truth values, cannot be tokenised; drop the column";
            case LAST_4, EMAIL_DOMAIN, DROP -> "is only for string columns";
            case YEAR -> "is only for date and timestamp columns";
        };
    }
}
