package dev.millrace.local.jobs;

/// How a crawl ended.
///
/// @param message why it failed; empty when it did not
record CrawlEnd(Status status, String message) {
    private static final int LONGEST_MESSAGE = 2048;

    /// As `LastCrawl` has it.
    enum Status {
        SUCCEEDED,
        CANCELLED,
        FAILED
    }

    static CrawlEnd succeeded() {
        return new CrawlEnd(Status.SUCCEEDED, "");
    }

    static CrawlEnd failed(String message) {
        return new CrawlEnd(Status.FAILED, message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    }
}
