package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Crawlers of Glue, whose crawls end when they are told to (Glue API reference, "Crawlers").
public final class InMemoryCrawlers extends JsonServer {
    private static final String[] DEFINITION = {
        "Name",
        "Description",
        "Role",
        "DatabaseName",
        "Targets",
        "TablePrefix",
        "SchemaChangePolicy",
        "RecrawlPolicy",
        "Configuration",
        "Schedule"
    };

    private final Clock clock;
    private final Map<String, Crawler> crawlers = new HashMap<>();
    private final List<String> started = new ArrayList<>();
    private Consumer<String> onStart = crawler -> {};

    InMemoryCrawlers(Clock clock) {
        this.clock = clock;
    }

    private static final class Crawler {
        final ObjectNode definition;
        final @Nullable JsonNode tags;
        int version = 1;
        String state = "READY";
        Instant began = Instant.EPOCH;

        @Nullable ObjectNode last;

        Crawler(ObjectNode definition, @Nullable JsonNode tags) {
            this.definition = definition;
            this.tags = tags;
        }
    }

    /// Tells somebody of each crawl that is started from now on, before its starter gets the answer.
    public synchronized void onStart(Consumer<String> listener) {
        onStart = listener;
    }

    /// Names of the crawlers that crawls were started of, in their order.
    public synchronized List<String> started() {
        return List.copyOf(started);
    }

    /// The tags that a crawler was made with.
    public synchronized Map<String, String> tags(String name) {
        var tags = new HashMap<String, String>();
        JsonNode made = named(name).tags;
        if (made != null) {
            made.properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        }
        return tags;
    }

    /// Ends a crawl.
    ///
    /// @param status `SUCCEEDED`, `FAILED` or `CANCELLED`
    public synchronized void end(String name, String status) {
        Crawler crawler = named(name);
        if (crawler.state.equals("READY")) {
            throw new IllegalStateException("It does not crawl: " + name);
        }
        ObjectNode last = object().put("Status", status)
                .put("StartTime", seconds(crawler.began))
                .put("LogGroup", "/aws-glue/crawlers")
                .put("LogStream", name)
                .put("MessagePrefix", "a-prefix");
        if (status.equals("FAILED")) {
            last.put("ErrorMessage", "Internal Service Exception");
        }
        crawler.last = last;
        crawler.state = "READY";
    }

    /// Lets the crawl of a crawler be stopped, which takes a while.
    public synchronized void stop(String name) {
        named(name).state = "STOPPING";
    }

    /// Starts a crawl as somebody else would.
    public synchronized void startByAnother(String name) {
        start(object().put("Name", name));
    }

    /// Deletes a crawler.
    public synchronized void delete(String name) {
        crawlers.remove(name);
    }

    /// Changes what a crawler is.
    public synchronized void change(String name, String field, String value) {
        named(name).definition.put(field, value);
    }

    @Override
    ObjectNode carryOut(String operation, ObjectNode request) {
        return switch (operation) {
            case "GetCrawler" -> get(request);
            case "CreateCrawler" -> create(request);
            case "UpdateCrawler" -> update(request);
            case "StartCrawler" -> start(request);
            default -> throw notBuilt(operation);
        };
    }

    private ObjectNode get(ObjectNode request) {
        requireHeeded("GetCrawler", request, "Name");
        Crawler crawler = named(request.path("Name").asText());
        ObjectNode answer = object();
        ObjectNode described = answer.putObject("Crawler");
        described.setAll(crawler.definition.deepCopy());
        described.put("State", crawler.state).put("Version", crawler.version);
        described.put("CrawlElapsedTime", 0);
        if (crawler.last != null) {
            described.set("LastCrawl", crawler.last.deepCopy());
        }
        return answer;
    }

    private ObjectNode create(ObjectNode request) {
        String[] heeded = Arrays.copyOf(DEFINITION, DEFINITION.length + 1);
        heeded[DEFINITION.length] = "Tags";
        requireHeeded("CreateCrawler", request, heeded);
        ObjectNode definition = request.deepCopy();
        JsonNode tags = definition.remove("Tags");
        Crawler made = new Crawler(asShown(definition), tags);
        if (crawlers.putIfAbsent(request.path("Name").asText(), made) != null) {
            throw new Refusal("AlreadyExistsException", "Crawler with name already exists");
        }
        return object();
    }

    private ObjectNode update(ObjectNode request) {
        requireHeeded("UpdateCrawler", request, DEFINITION);
        Crawler crawler = named(request.path("Name").asText());
        requireReady(crawler);
        crawler.definition.setAll(asShown(request.deepCopy()));
        crawler.version++;
        return object();
    }

    /// Glue shows a role by its name and path, a schedule as a structure, and no empty texts.
    private static ObjectNode asShown(ObjectNode definition) {
        definition.put("Role", definition.path("Role").asText().replaceFirst("^arn:.*?:role/", ""));
        String schedule = definition.path("Schedule").asText("");
        definition.remove("Schedule");
        if (!schedule.isEmpty()) {
            definition.putObject("Schedule").put("ScheduleExpression", schedule).put("State", "SCHEDULED");
        }
        return definition;
    }

    private ObjectNode start(ObjectNode request) {
        requireHeeded("StartCrawler", request, "Name");
        String name = request.path("Name").asText();
        Crawler crawler = named(name);
        requireReady(crawler);
        crawler.state = "RUNNING";
        crawler.began = clock.instant();
        started.add(name);
        onStart.accept(name);
        return object();
    }

    private static void requireReady(Crawler crawler) {
        if (!crawler.state.equals("READY")) {
            throw new Refusal("CrawlerRunningException", "Crawler cannot be started or changed: it is running");
        }
    }

    private Crawler named(String name) {
        Crawler crawler = crawlers.get(name);
        if (crawler == null) {
            throw new Refusal("EntityNotFoundException", "Crawler not found: " + name);
        }
        return crawler;
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
