/// The job server: speaks what the local cloud lacks, and does it for real. Crawlers list and read what is there
/// and write the catalog; job runs are Spark in processes of their own, under their role's credentials. Requests
/// and replies are held against AWS's own service models.
@NullMarked
package dev.millrace.local.jobs;

import org.jspecify.annotations.NullMarked;
