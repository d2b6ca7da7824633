package dev.millrace.local.jobs;

import dev.millrace.local.Access;
import java.util.function.BooleanSupplier;

/// Crawls the local cloud under the crawler's own role.
final class CloudCrawling implements RealCrawl {
    private static final String SERVICE = "glue.amazonaws.com";

    private final Access access;
    private final Roles roles;

    CloudCrawling(Access access, Roles roles) {
        this.access = access;
        this.roles = roles;
    }

    @Override
    public void crawl(CrawlerTarget target, BooleanSupplier isCancelled) {
        RoleSession session = roles.assume(target.role(), SERVICE, "AWS-Crawler");
        new Crawl(target, new S3CrawledObjects(access, session), new GlueCrawledCatalog(access, session), isCancelled)
                .run();
    }
}
