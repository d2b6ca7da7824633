package dev.millrace.checks;

import static dev.millrace.checks.Intrinsics.text;
import static dev.millrace.checks.Statement.listOf;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.List;
import java.util.Map;

/// An alarm of the template.
///
/// @param condition the condition under which it exists; empty when it always does
record Alarm(String id, String condition, Map<String, Object> properties) {
    static List<Alarm> all(Template template) {
        return template.ofType("AWS::CloudWatch::Alarm").entrySet().stream()
                .map(e -> new Alarm(
                        e.getKey(),
                        text(map(template.resources().get(e.getKey())).get("Condition")),
                        e.getValue()))
                .toList();
    }

    /// What it looks at: each has `Namespace`, `MetricName` and `Dimensions`.
    List<Map<String, Object>> metrics() {
        return isMath()
                ? listOf(properties.get("Metrics")).stream()
                        .map(Template::map)
                        .filter(m -> m.containsKey("MetricStat"))
                        .map(m -> map(map(m.get("MetricStat")).get("Metric")))
                        .toList()
                : List.of(properties);
    }

    /// Whether it looks at an expression over several metrics.
    boolean isMath() {
        return properties.containsKey("Metrics");
    }

    /// Whether it looks at a metric of something.
    ///
    /// @param of value of one of the metric's dimensions, such as `Map.of("!Ref", "AuditTable")`
    boolean watches(String metric, Object of) {
        return metrics().stream()
                .anyMatch(m -> metric.equals(m.get("MetricName"))
                        && listOf(m.get("Dimensions")).stream().anyMatch(d -> of.equals(map(d).get("Value"))));
    }

    /// Whether it rings as soon as there is anything.
    boolean ringsAboveZero() {
        return "GreaterThanThreshold".equals(properties.get("ComparisonOperator"))
                && "0".equals(properties.get("Threshold"));
    }

    /// Whether it rings when nothing comes any more.
    boolean ringsOnSilence() {
        return "LessThanThreshold".equals(properties.get("ComparisonOperator"))
                && "1".equals(properties.get("Threshold"))
                && "breaching".equals(properties.get("TreatMissingData"));
    }

    /// The topics that it tells.
    List<String> tells() {
        return listOf(properties.get("AlarmActions")).stream()
                .map(Intrinsics::named)
                .toList();
    }
}
