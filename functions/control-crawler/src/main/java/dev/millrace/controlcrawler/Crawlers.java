package dev.millrace.controlcrawler;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The crawlers of the account.
interface Crawlers {
    /// How a crawler stands; empty when there is none.
    Optional<Status> find(CrawlerPlan plan);

    /// Makes a crawler. Another one may make it at the same moment.
    void create(CrawlerPlan plan);

    /// Brings a crawler up to date.
    ///
    /// @return false when it runs, is gone, or is brought up to date by another one at this moment
    boolean update(CrawlerPlan plan);

    /// Starts a crawl.
    ///
    /// @return false when it runs already, or is gone
    boolean start(CrawlerPlan plan);

    /// How a crawler stands.
    ///
    /// @param asPlanned whether it is as the plan says
    /// @param last null when it has never crawled
    record Status(boolean asPlanned, State state, @Nullable Crawl last) {}

    /// A crawl that has ended.
    ///
    /// @param message why it failed, where its log is; empty when there is nothing to say
    record Crawl(End end, Instant began, String message) {}

    /// What a crawler does.
    enum State {
        READY,
        RUNNING,
        STOPPING
    }

    /// How a crawl ended.
    enum End {
        SUCCEEDED,
        CANCELLED,
        FAILED
    }
}
