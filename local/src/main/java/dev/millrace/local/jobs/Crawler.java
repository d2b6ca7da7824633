package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A crawler: its definition, and where it is in its life. Safe for several threads.
final class Crawler {
    /// As GetCrawler tells it.
    enum State {
        READY,
        RUNNING,
        STOPPING
    }

    private static final String LOG_GROUP = "/aws-glue/crawlers";

    private final Clock clock;
    private final Instant created;
    private ObjectNode definition;
    private Instant updated;
    private long version = 1;
    private State state = State.READY;
    private boolean cancelled;
    private Instant began = Instant.EPOCH;
    private @Nullable ObjectNode lastCrawl;

    Crawler(ObjectNode definition, Clock clock) {
        this.definition = definition;
        this.clock = clock;
        this.created = clock.instant();
        this.updated = created;
    }

    synchronized String name() {
        return definition.path("Name").asText();
    }

    synchronized State state() {
        return state;
    }

    synchronized CrawlerTarget target() {
        return CrawlerTarget.of(definition);
    }

    /// The definition with what a request changes.
    synchronized ObjectNode changedBy(ObjectNode changes) {
        ObjectNode changed = definition.deepCopy();
        changed.setAll(changes);
        return changed;
    }

    /// Gives it another definition.
    ///
    /// @throws Refusal while it runs
    synchronized void define(ObjectNode changed) {
        requireReady();
        definition = changed;
        updated = clock.instant();
        version++;
    }

    /// @throws Refusal while it runs
    synchronized void requireReady() {
        if (state != State.READY) {
            throw running();
        }
    }

    /// @throws Refusal when it runs already
    synchronized void begin() {
        requireReady();
        state = State.RUNNING;
        cancelled = false;
        began = clock.instant();
    }

    /// @throws Refusal when there is nothing to stop
    synchronized void stop() {
        switch (state) {
            case READY ->
                throw new Refusal("CrawlerNotRunningException", "Crawler with name %s isn't running".formatted(name()));
            case STOPPING ->
                throw new Refusal("CrawlerStoppingException", "Crawler with name %s is stopping".formatted(name()));
            case RUNNING -> {
                cancelled = true;
                state = State.STOPPING;
            }
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /// The work is done; what remains is to tell of it.
    synchronized void finish() {
        state = State.STOPPING;
    }

    synchronized void end(CrawlEnd end) {
        CrawlEnd.Status status = cancelled ? CrawlEnd.Status.CANCELLED : end.status();
        lastCrawl = ProtocolJson.object()
                .put("Status", status.name())
                .put("LogGroup", LOG_GROUP)
                .put("LogStream", name())
                .put("MessagePrefix", "%s-%d".formatted(name(), began.toEpochMilli()))
                .put("StartTime", ProtocolJson.seconds(began));
        if (!end.message().isEmpty()) {
            lastCrawl.put("ErrorMessage", end.message());
        }
        state = State.READY;
    }

    /// As GetCrawler answers.
    synchronized ObjectNode described() {
        ObjectNode described = definition.deepCopy();
        described.remove("Tags");
        described.putIfAbsent("Classifiers", ProtocolJson.MAPPER.createArrayNode());
        described.putIfAbsent("RecrawlPolicy", ProtocolJson.object().put("RecrawlBehavior", "CRAWL_EVERYTHING"));
        described.putIfAbsent(
                "SchemaChangePolicy",
                ProtocolJson.object()
                        .put("UpdateBehavior", "UPDATE_IN_DATABASE")
                        .put("DeleteBehavior", "DEPRECATE_IN_DATABASE"));
        described.putIfAbsent("LineageConfiguration", ProtocolJson.object().put("CrawlerLineageSettings", "DISABLE"));
        if (described.path("Schedule").isTextual()) {
            String expression = described.path("Schedule").asText();
            described
                    .putObject("Schedule")
                    .put("ScheduleExpression", expression)
                    .put("State", "NOT_SCHEDULED");
        }
        described.put("State", state.name());
        described.put(
                "CrawlElapsedTime",
                state == State.READY
                        ? 0
                        : Duration.between(began, clock.instant()).toMillis());
        described.put("CreationTime", ProtocolJson.seconds(created));
        described.put("LastUpdated", ProtocolJson.seconds(updated));
        described.put("Version", version);
        if (lastCrawl != null) {
            described.set("LastCrawl", lastCrawl.deepCopy());
        }
        return described;
    }

    private Refusal running() {
        return new Refusal("CrawlerRunningException", "Crawler with name %s has already started".formatted(name()));
    }
}
