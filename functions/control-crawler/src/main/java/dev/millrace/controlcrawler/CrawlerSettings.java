package dev.millrace.controlcrawler;

import dev.millrace.base.clients.Wiring;
import java.time.Duration;

/// What all crawlers have in common.
///
/// @param bucket where batches are staged
/// @param database which the staging tables are written into
/// @param role ARN of the role that crawlers have
/// @param prefix of crawlers' names
/// @param limit how long a crawl may take, from the first try on
record CrawlerSettings(String bucket, String database, String role, String prefix, Duration limit) {
    private static final String FOLDER = "staging";

    /// The bucket, the folder of all datasets, the dataset's.
    private static final int LEVEL = 3;

    static CrawlerSettings of(Wiring wiring) {
        return new CrawlerSettings(
                wiring.setting("STAGING_BUCKET"),
                wiring.setting("STAGING_DATABASE"),
                wiring.setting("CRAWLER_ROLE"),
                wiring.setting("CRAWLER_PREFIX"),
                Duration.ofMinutes(wiring.number("CRAWL_LIMIT_MINUTES")));
    }

    CrawlerPlan plan(String dataset) {
        return new CrawlerPlan(
                prefix, dataset, role, database, "s3://%s/%s/%s/".formatted(bucket, FOLDER, dataset), LEVEL);
    }
}
