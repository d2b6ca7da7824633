package dev.millrace.local.jobs;

import dev.millrace.judging.bytes.FileBytes;
import java.util.List;

/// The objects that a crawler may see.
interface CrawledObjects {
    /// The data files below the target, in the order of their keys.
    List<CrawledFile> list(CrawlerTarget target);

    /// The bytes of one, read by range.
    FileBytes bytes(CrawlerTarget target, CrawledFile file);
}
