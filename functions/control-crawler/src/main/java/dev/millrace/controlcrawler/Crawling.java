package dev.millrace.controlcrawler;

import dev.millrace.controlcrawler.Crawlers.Crawl;
import dev.millrace.controlcrawler.Crawlers.State;
import dev.millrace.controlcrawler.Crawlers.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Crawls a dataset's staging folder.
///
/// Only a crawl that began after it was asked for proves that it saw what is staged; "already running" may be
/// another one's older crawl, so it is waited for and then begun anew.
final class Crawling {
    /// For so long Glue may show a crawler as ready that was just started.
    private static final Duration SETTLE = Duration.ofMinutes(2);

    private final Crawlers crawlers;
    private final CrawlerSettings settings;
    private final Clock clock;

    Crawling(Crawlers crawlers, CrawlerSettings settings, Clock clock) {
        this.crawlers = crawlers;
        this.settings = settings;
        this.clock = clock;
    }

    /// Starts a crawl.
    ///
    /// @param first when it was first tried; empty when this is the first try
    RunAnswer run(String dataset, Optional<Instant> first) {
        Instant now = clock.instant();
        Instant began = first.orElse(now);
        CrawlerPlan plan = settings.plan(dataset);
        if (isOver(began, now)) {
            return RunAnswer.of(RunAnswer.Outcome.TIMED_OUT, "", began, now, tooLong(plan, began));
        }
        Optional<Status> found = crawlers.find(plan);
        if (found.isEmpty()) {
            crawlers.create(plan);
            return started(plan, "", began, now);
        }
        Status status = found.get();
        Crawl last = status.last();
        String previous = last == null ? "" : last.began().toString();
        if (status.state() != State.READY || (!status.asPlanned() && !crawlers.update(plan))) {
            return busy(plan, previous, began, now);
        }
        return started(plan, previous, began, now);
    }

    private RunAnswer started(CrawlerPlan plan, String previous, Instant began, Instant now) {
        return crawlers.start(plan)
                ? RunAnswer.of(RunAnswer.Outcome.STARTED, previous, began, now, "")
                : busy(plan, previous, began, now);
    }

    private static RunAnswer busy(CrawlerPlan plan, String previous, Instant began, Instant now) {
        String reason = "The crawler %s is at work for somebody else".formatted(plan.name());
        return RunAnswer.of(RunAnswer.Outcome.BUSY, previous, began, now, reason);
    }

    /// Tells how a crawl stands.
    ///
    /// @param previous when the crawl before it began; empty when there was none
    /// @param began when it was first tried
    /// @param started when it was asked for
    GetAnswer get(String dataset, Optional<Instant> previous, Instant began, Instant started) {
        CrawlerPlan plan = settings.plan(dataset);
        GetAnswer answer = answer(plan, previous, started);
        boolean goesOn = answer.outcome() == GetAnswer.Outcome.RUNNING || answer.outcome() == GetAnswer.Outcome.AGAIN;
        return goesOn && isOver(began, clock.instant())
                ? new GetAnswer(GetAnswer.Outcome.TIMED_OUT, tooLong(plan, began))
                : answer;
    }

    private GetAnswer answer(CrawlerPlan plan, Optional<Instant> previous, Instant started) {
        Optional<Status> found = crawlers.find(plan);
        if (found.isEmpty()) {
            return new GetAnswer(GetAnswer.Outcome.AGAIN, "The crawler %s is gone".formatted(plan.name()));
        }
        Status status = found.get();
        if (status.state() != State.READY) {
            return new GetAnswer(GetAnswer.Outcome.RUNNING, "");
        }
        Crawl last = status.last();
        if (last == null || previous.filter(p -> !last.began().isAfter(p)).isPresent()) {
            boolean settles = clock.instant().isBefore(started.plus(SETTLE));
            return settles
                    ? new GetAnswer(GetAnswer.Outcome.RUNNING, "")
                    : new GetAnswer(
                            GetAnswer.Outcome.AGAIN, "The crawler %s never began to crawl".formatted(plan.name()));
        }
        return switch (last.end()) {
            case SUCCEEDED -> new GetAnswer(GetAnswer.Outcome.SUCCEEDED, "");
            case CANCELLED ->
                new GetAnswer(GetAnswer.Outcome.AGAIN, "The crawler %s was stopped".formatted(plan.name()));
            case FAILED ->
                new GetAnswer(
                        GetAnswer.Outcome.FAILED, "The crawler %s failed. %s".formatted(plan.name(), last.message()));
        };
    }

    private boolean isOver(Instant began, Instant now) {
        return !now.isBefore(began.plus(settings.limit()));
    }

    private String tooLong(CrawlerPlan plan, Instant began) {
        return "The crawler %s has not crawled within %d minutes since %s"
                .formatted(plan.name(), settings.limit().toMinutes(), began);
    }
}
