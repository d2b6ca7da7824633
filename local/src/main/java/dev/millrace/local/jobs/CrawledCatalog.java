package dev.millrace.local.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a crawler writes what it found.
interface CrawledCatalog {
    /// The target's table; empty when there is none.
    ///
    /// @throws Refusal when there is no such database, or the role may not look
    Optional<CrawledTable> find(CrawlerTarget target);

    /// Creates the table, or replaces it when it is there.
    void put(CrawlerTarget target, CrawledTable table, boolean isNew);

    /// Where its partitions lie, by their values.
    Map<List<String>, String> partitions(CrawlerTarget target);

    /// Adds a partition, or takes it out when `columns` is empty.
    void change(CrawlerTarget target, List<String> values, String location, List<HiveColumn> columns);
}
