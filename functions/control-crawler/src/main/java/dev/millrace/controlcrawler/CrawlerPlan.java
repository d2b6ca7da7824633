package dev.millrace.controlcrawler;

/// What a dataset's crawler is to be.
///
/// @param prefix of the names of all crawlers of the stack
/// @param dataset whose staged files it looks at
/// @param role ARN of the role that it has
/// @param database which it writes the table `<dataset>` into
/// @param target S3 URI of the dataset's staging folder
/// @param level depth of that folder, the bucket being 1: one table is made of all that is below it
record CrawlerPlan(String prefix, String dataset, String role, String database, String target, int level) {
    /// Name of the crawler.
    String name() {
        return prefix + dataset;
    }

    /// One table per dataset, whatever its batches' columns are: the contract decides which may change, and the job
    /// compares the table with it. Partitions have the columns of the table.
    String configuration() {
        return """
                {"Version":1.0,"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}},\
                "Grouping":{"TableGroupingPolicy":"CombineCompatibleSchemas","TableLevelConfiguration":%d}}""".formatted(level);
    }
}
