package dev.millrace.validatefile;

import dev.millrace.notices.reports.FindingsReport;

/// Keeps reports of findings beside the refused files.
interface FindingsStore {
    /// Writes a report, and its page for people beside it; the same one may be written again.
    ///
    /// @param key as [dev.millrace.flow.landing.FailedPlace] gives it
    void put(String key, FindingsReport report);

    /// Writes a contract that is proposed; the same one may be written again.
    ///
    /// @param key as [dev.millrace.flow.landing.FailedPlace] gives it
    void propose(String key, String yaml);
}
