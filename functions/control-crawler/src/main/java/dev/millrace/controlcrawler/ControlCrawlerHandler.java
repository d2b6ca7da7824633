package dev.millrace.controlcrawler;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.StateHandler;
import dev.millrace.base.dispatch.StateTask;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;

/// Starts the crawl of a dataset's staging folder, and tells how it stands.
public final class ControlCrawlerHandler extends StateHandler<ControlCrawlerHandler.Step> {
    enum Step {
        RunCrawlerState,
        GetCrawlerState
    }

    /// Which crawl.
    ///
    /// @param began when it was first tried; null when this is the first try
    record RunInput(
            @JsonProperty(required = true) String dataset,
            @Nullable String began) {}

    /// Which crawl.
    ///
    /// @param previous when the crawl before it began; empty when there was none
    /// @param began when it was first tried
    /// @param started when it was asked for; null for `began`
    record GetInput(
            @JsonProperty(required = true) String dataset,
            @JsonProperty(required = true) String previous,
            @JsonProperty(required = true) String began,
            @Nullable String started) {
        Optional<Instant> before() {
            return previous.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(previous));
        }

        Instant asked() {
            return Instant.parse(started == null ? began : started);
        }
    }

    private final Crawling crawling;

    public ControlCrawlerHandler() {
        this(new LambdaWiring());
    }

    public ControlCrawlerHandler(Wiring wiring) {
        this(new Crawling(
                new GlueCrawlers(wiring.client(GlueClient.builder())), CrawlerSettings.of(wiring), wiring.clock()));
    }

    ControlCrawlerHandler(Crawling crawling) {
        super(Step.class);
        this.crawling = crawling;
    }

    @Override
    protected Object take(Step step, StateTask task, Deadline deadline) {
        return switch (step) {
            case RunCrawlerState -> {
                RunInput input = task.input(RunInput.class);
                yield crawling.run(
                        input.dataset(), Optional.ofNullable(input.began()).map(Instant::parse));
            }
            case GetCrawlerState -> {
                GetInput input = task.input(GetInput.class);
                yield crawling.get(input.dataset(), input.before(), Instant.parse(input.began()), input.asked());
            }
        };
    }
}
