package dev.millrace.common.telemetry;

import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Counts what happens to files, by dataset, as CloudWatch metrics in the namespace `Millrace` (embedded metric
/// format, so a log line each and no request).
public final class Telemetry {
    private static final String NAMESPACE = "Millrace";

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
