package dev.millrace.local.jobs;

import java.util.function.BooleanSupplier;

/// Crawls for real.
@FunctionalInterface
interface RealCrawl {
    /// Looks at what is there and brings the catalog up to date.
    ///
    /// @param isCancelled asked now and then; when it is, the rest is left undone
    /// @throws Refusal when it cannot be done; its text becomes the crawl's error
    void crawl(CrawlerTarget target, BooleanSupplier isCancelled);
}
