package dev.millrace.contract.parsing;

import dev.millrace.contract.Limit;
import dev.millrace.contract.Range;
import java.util.Optional;
import java.util.function.Function;

/// Reads `minimum`, `maximum` and their exclusive forms, which every ordered type has.
final class Ranges {
    private final Problems problems;

    Ranges(Problems problems) {
        this.problems = problems;
    }

    /// @param reader makes a value of what stands there; empty when it has told what is wrong with it
    <T extends Comparable<? super T>> Range<T> parse(Fields options, Function<YamlNode, Optional<T>> reader) {
        Range<T> range = new Range<>(
                limit(options, "minimum", "exclusiveMinimum", reader),
                limit(options, "maximum", "exclusiveMaximum", reader));
        if (range.isEmpty()) {
            YamlNode spot = options.get("minimum").orElse(options.near("exclusiveMinimum"));
            problems.add(spot, "no value can be in this range: its least is above its greatest");
        }
        return range;
    }

    private <T extends Comparable<? super T>> Optional<Limit<T>> limit(
            Fields options, String inclusive, String exclusive, Function<YamlNode, Optional<T>> reader) {
        Optional<Limit<T>> open = options.get(exclusive).flatMap(reader).map(value -> new Limit<>(value, false));
        Optional<Limit<T>> closed = options.get(inclusive).flatMap(reader).map(value -> new Limit<>(value, true));
        if (options.get(inclusive).isPresent() && options.get(exclusive).isPresent()) {
            problems.add(options.near(exclusive), "give %s or %s, not both".formatted(inclusive, exclusive));
        }
        return closed.or(() -> open);
    }
}
