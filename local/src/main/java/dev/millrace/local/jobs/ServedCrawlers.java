package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Glue's crawlers. They live as long as the server.
final class ServedCrawlers implements Operations {
    private static final Logger LOG = System.getLogger(ServedCrawlers.class.getName());
    private static final String SERVICE = "glue.amazonaws.com";

    /// How long a crawl takes at least, and then takes to stop: long enough for both to be seen.
    private static final Duration SEEN = Duration.ofMillis(300);

    private final Map<String, Crawler> crawlers = new ConcurrentHashMap<>();
    private final RealCrawl crawling;
    private final Roles roles;
    private final Faults faults;
    private final Clock clock;

    ServedCrawlers(RealCrawl crawling, Roles roles, Faults faults, Clock clock) {
        this.crawling = crawling;
        this.roles = roles;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public Set<String> names() {
        return Set.of("CreateCrawler", "UpdateCrawler", "GetCrawler", "StartCrawler", "StopCrawler", "DeleteCrawler");
    }

    @Override
    public ObjectNode call(String operation, ObjectNode input) {
        switch (operation) {
            case "CreateCrawler" -> create(input);
            case "UpdateCrawler" -> update(input);
            case "GetCrawler" -> {
                return ProtocolJson.object().set("Crawler", named(input).described());
            }
            case "StartCrawler" -> start(named(input));
            case "StopCrawler" -> named(input).stop();
            case "DeleteCrawler" -> delete(named(input));
            default -> throw new IllegalArgumentException(operation);
        }
        return ProtocolJson.object();
    }

    private void create(ObjectNode input) {
        requireValid(input);
        var crawler = new Crawler(input, clock);
        if (crawlers.putIfAbsent(crawler.name(), crawler) != null) {
            throw new Refusal("AlreadyExistsException", "Crawler %s already exists".formatted(crawler.name()));
        }
    }

    private void update(ObjectNode input) {
        Crawler crawler = named(input);
        ObjectNode changed = crawler.changedBy(input);
        requireValid(changed);
        crawler.define(changed);
    }

    private void requireValid(ObjectNode definition) {
        CrawlerTarget target = CrawlerTarget.of(definition);
        if (!roles.trusts(target.role(), SERVICE)) {
            throw new Refusal(
                    "InvalidInputException",
                    "Service is unable to assume provided role. Please verify role's TrustPolicy: " + target.role());
        }
    }

    private void delete(Crawler crawler) {
        crawler.requireReady();
        crawlers.remove(crawler.name(), crawler);
    }

    private void start(Crawler crawler) {
        faults.refuse(Faults.Kind.START_CRAWLER_THROTTLED, "ThrottlingException", "Rate exceeded");
        faults.refuse(
                Faults.Kind.START_CRAWLER_RUNNING,
                "CrawlerRunningException",
                "Crawler with name %s has already started".formatted(crawler.name()));
        crawler.begin();
        Thread.ofVirtual().name("crawl-" + crawler.name()).start(() -> run(crawler));
        if (faults.next(Faults.Kind.START_CRAWLER_ANSWER_LOST).isPresent()) {
            throw new LostAnswer("StartCrawler");
        }
    }

    private void run(Crawler crawler) {
        CrawlEnd end = crawl(crawler);
        do {
            pause();
        } while (faults.lasts(Faults.Kind.CRAWL_LASTS)
                && !crawler.isCancelled()
                && !Thread.currentThread().isInterrupted());
        crawler.finish();
        pause();
        if (faults.next(Faults.Kind.CRAWLER_VANISHES).isPresent()) {
            crawlers.remove(crawler.name(), crawler);
        }
        crawler.end(end);
        LOG.log(Level.INFO, "Crawler {0}: {1}", crawler.name(), end);
    }

    private CrawlEnd crawl(Crawler crawler) {
        Optional<Faults.Fault> failed = faults.next(Faults.Kind.CRAWL_FAILED);
        if (failed.isPresent()) {
            return CrawlEnd.failed(failed.get().messageOr("Internal Service Exception"));
        }
        if (faults.next(Faults.Kind.CRAWL_CANCELLED).isPresent()) {
            return new CrawlEnd(CrawlEnd.Status.CANCELLED, "");
        }
        try {
            crawling.crawl(crawler.target(), crawler::isCancelled);
            return CrawlEnd.succeeded();
        } catch (Refusal refusal) {
            return CrawlEnd.failed(refusal.text());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The crawl of %s failed".formatted(crawler.name()), e);
            return CrawlEnd.failed(String.valueOf(e.getMessage()));
        }
    }

    private Crawler named(ObjectNode input) {
        String name = input.path("Name").asText();
        return Optional.ofNullable(crawlers.get(name))
                .orElseThrow(() ->
                        new Refusal("EntityNotFoundException", "Crawler with name %s does not exist".formatted(name)));
    }

    private static void pause() {
        try {
            Thread.sleep(SEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
