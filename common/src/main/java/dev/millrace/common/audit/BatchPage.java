package dev.millrace.common.audit;

import dev.millrace.common.identity.ObjectId;
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
}
