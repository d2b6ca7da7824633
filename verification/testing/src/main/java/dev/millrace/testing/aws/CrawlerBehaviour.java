package dev.millrace.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.CrawlerTargets;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.RecrawlBehavior;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.UpdateBehavior;

/// How Glue's crawlers behave, as far as Millrace relies on it (Glue API reference, "Crawlers").
public final class CrawlerBehaviour {
    private static final String CONFIGURATION =
            "{\"Version\":1.0,\"Grouping\":{\"TableGroupingPolicy\":\"CombineCompatibleSchemas\"}}";

    private final GlueClient glue;
    private final Place place;

    private CrawlerBehaviour(GlueClient glue, Place place) {
        this.glue = glue;
        this.place = place;
    }

    /// Where crawlers crawl.
    public interface Place {
        /// ARN of a role that crawlers may have.
        String role();

        /// Name of a database that exists.
        String database();

        /// S3 URI of a folder that they may list.
        String target();

        /// Lets a crawl come to its good end: a service that does so by itself is waited for.
        void finish(String crawler);
    }

    /// All behaviours.
    public static Stream<Behaviour> of(GlueClient glue, Place place) {
        var tried = new CrawlerBehaviour(glue, place);
        return Stream.of(
                Behaviour.of("knows no crawler that was not made", tried::knowsNoOther),
                Behaviour.of("gives a crawler back as it was made", tried::givesACrawlerBack),
                Behaviour.of("makes a crawler once", tried::makesACrawlerOnce),
                Behaviour.of("changes a crawler", tried::changesACrawler),
                Behaviour.of("starts no crawler that was not made", tried::startsNoOther),
                Behaviour.of("crawls, and tells when the crawl began and how it ended", tried::crawls),
                Behaviour.of("refuses a crawl while one runs", tried::refusesASecondCrawl),
                Behaviour.of("refuses changes while a crawl runs", tried::refusesChanges));
    }

    private void knowsNoOther() {
        assertThatThrownBy(() -> get(name())).isInstanceOf(EntityNotFoundException.class);
    }

    private void givesACrawlerBack() {
        Crawler crawler = get(create());

        assertThat(crawler.state()).isEqualTo(CrawlerState.READY);
        assertThat(crawler.lastCrawl()).isNull();
        assertThat(place.role()).endsWith(crawler.role());
        assertThat(crawler.databaseName()).isEqualTo(place.database());
        assertThat(crawler.targets().s3Targets())
                .singleElement()
                .satisfies(t -> assertThat(t.path()).isEqualTo(place.target()));
        assertThat(crawler.configuration()).isEqualTo(CONFIGURATION);
        assertThat(crawler.schemaChangePolicy().updateBehavior()).isEqualTo(UpdateBehavior.UPDATE_IN_DATABASE);
        assertThat(crawler.recrawlPolicy().recrawlBehavior()).isEqualTo(RecrawlBehavior.CRAWL_EVERYTHING);
    }

    private void makesACrawlerOnce() {
        String name = create();

        assertThatThrownBy(() -> create(name)).isInstanceOf(AlreadyExistsException.class);
    }

    private void changesACrawler() {
        String name = create();
        glue.updateCrawler(u -> u.name(name).description("another").tablePrefix("x_"));

        assertThat(get(name).description()).isEqualTo("another");
        assertThat(get(name).tablePrefix()).isEqualTo("x_");
        assertThat(get(name).databaseName()).isEqualTo(place.database());
        assertThatThrownBy(() -> glue.updateCrawler(u -> u.name(name()))).isInstanceOf(EntityNotFoundException.class);
    }

    private void startsNoOther() {
        assertThatThrownBy(() -> start(name())).isInstanceOf(EntityNotFoundException.class);
    }

    private void crawls() {
        String name = create();
        start(name);
        place.finish(name);

        Crawler crawler = get(name);
        Instant first = crawler.lastCrawl().startTime();
        assertThat(crawler.state()).isEqualTo(CrawlerState.READY);
        assertThat(crawler.lastCrawl().status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
        assertThat(crawler.lastCrawl().logGroup()).isNotEmpty();
        assertThat(first).isNotNull();

        start(name);
        place.finish(name);
        assertThat(get(name).lastCrawl().startTime()).isAfterOrEqualTo(first);
    }

    private void refusesASecondCrawl() {
        String name = create();
        start(name);

        assertThatThrownBy(() -> start(name)).isInstanceOf(CrawlerRunningException.class);
        assertThat(get(name).state()).isNotEqualTo(CrawlerState.READY);
        place.finish(name);
    }

    private void refusesChanges() {
        String name = create();
        start(name);

        assertThatThrownBy(() -> glue.updateCrawler(u -> u.name(name).description("another")))
                .isInstanceOf(CrawlerRunningException.class);
        place.finish(name);
    }

    private Crawler get(String name) {
        return glue.getCrawler(g -> g.name(name)).crawler();
    }

    private void start(String name) {
        glue.startCrawler(s -> s.name(name));
    }

    private String create() {
        String name = name();
        create(name);
        return name;
    }

    private void create(String name) {
        glue.createCrawler(c -> c.name(name)
                .role(place.role())
                .databaseName(place.database())
                .targets(CrawlerTargets.builder()
                        .s3Targets(S3Target.builder().path(place.target()).build())
                        .build())
                .schemaChangePolicy(p -> p.updateBehavior(UpdateBehavior.UPDATE_IN_DATABASE))
                .recrawlPolicy(p -> p.recrawlBehavior(RecrawlBehavior.CRAWL_EVERYTHING))
                .configuration(CONFIGURATION));
    }

    private static String name() {
        return "behaviour-" + UUID.randomUUID();
    }
}
