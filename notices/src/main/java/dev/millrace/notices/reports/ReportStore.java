package dev.millrace.notices.reports;

import java.util.Optional;

/// Reads the reports of findings in the failed bucket.
public interface ReportStore {
    /// A report; empty when it was removed since, or is none.
    Optional<FindingsReport> get(String key);

    /// Where a key of the failed bucket is, as people write it: `s3://bucket/key`.
    String uri(String key);
}
