package dev.millrace.audit.batches;

import dev.millrace.base.identity.ObjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Some files of a batch.
///
/// @param number of the page, from 1
/// @param files at most [#MOST]
/// @param marked whether their records were closed, and counted
/// @param counts what became of them; of no file until they are marked
public record BatchPage(int number, List<ObjectId> files, boolean marked, BatchCounts counts) {
    /// So many files a page has at most.
    public static final int MOST = 50;

    public BatchPage {
        files = List.copyOf(files);
        if (number < 1 || files.size() > MOST) {
            throw new IllegalArgumentException("Page %d with %d files".formatted(number, files.size()));
        }
    }

    /// The same pages with each file in the last of those that have it.
    static List<BatchPage> eachFileInItsLast(List<BatchPage> pages) {
        var seen = new HashSet<ObjectId>();
        var kept = new ArrayList<BatchPage>();
        for (BatchPage page : pages.reversed()) {
            List<ObjectId> files = page.files().stream().filter(seen::add).toList();
            kept.add(new BatchPage(page.number(), files, page.marked(), page.counts()));
        }
        return kept.reversed();
    }
}
