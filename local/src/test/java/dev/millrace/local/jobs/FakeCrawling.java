package dev.millrace.local.jobs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Crawls that last until the test lets them end, or are cancelled.
final class FakeCrawling implements RealCrawl {
    final List<CrawlerTarget> crawled = new CopyOnWriteArrayList<>();
    volatile CountDownLatch mayEnd = new CountDownLatch(0);
    volatile @Nullable String failure;

    @Override
    public void crawl(CrawlerTarget target, BooleanSupplier isCancelled) {
        crawled.add(target);
        try {
            while (!isCancelled.getAsBoolean() && !mayEnd.await(10, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String reason = failure;
        if (reason != null) {
            throw new Refusal("InvalidInputException", reason);
        }
    }
}
