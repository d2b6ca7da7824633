package dev.millrace.base.telemetry;

import java.util.Objects;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Counts what happens to files, by dataset, as CloudWatch metrics (embedded metric format, so a log line each and no
/// request), in the namespace that the variable `POWERTOOLS_METRICS_NAMESPACE` names: one for each stack.
public final class Telemetry {
    private static final String NAMESPACE =
            Objects.requireNonNullElse(System.getenv("POWERTOOLS_METRICS_NAMESPACE"), "Millrace");

    private Telemetry() {}

    /// Counts.
    ///
    /// @param metric such as `FilesRejected`
    /// @param dataset name of the dataset, or `unmatched`
    public static void count(String metric, String dataset, long count) {
        MetricsFactory.getMetricsInstance()
                .flushSingleMetric(
                        metric, (double) count, MetricUnit.COUNT, NAMESPACE, DimensionSet.of("dataset", dataset));
    }
}
