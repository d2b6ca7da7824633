package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerNotRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.CrawlerStoppingException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.JdbcTarget;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.S3Target;

/// Crawlers by AWS's own client.
class CrawlerApiTest {
    private final TestServer server = new TestServer();
    private final GlueClient glue = server.impatientGlue();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isReadyAndHasNoLastCrawlAtFirst() {
        create("orders");

        Crawler crawler = get("orders");

        assertThat(crawler.state()).isEqualTo(CrawlerState.READY);
        assertThat(crawler.lastCrawl()).isNull();
        assertThat(crawler.version()).isEqualTo(1);
        assertThat(crawler.targets().s3Targets().getFirst().path()).isEqualTo("s3://lake/staging/orders/");
        assertThat(crawler.schemaChangePolicy().deleteBehaviorAsString()).isEqualTo("DEPRECATE_IN_DATABASE");
    }

    @Test
    void aCrawlIsSeenRunningAndThenAsTheLastOne() {
        create("orders");
        server.crawling.mayEnd = new CountDownLatch(1);
        Instant before = Instant.now().minusMillis(1);

        glue.startCrawler(s -> s.name("orders"));

        assertThat(get("orders").state()).isEqualTo(CrawlerState.RUNNING);
        assertThat(get("orders").lastCrawl()).isNull();
        server.crawling.mayEnd.countDown();
        Crawler crawled = awaitReady("orders");
        assertThat(crawled.lastCrawl().status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
        assertThat(crawled.lastCrawl().startTime()).isAfter(before);
        assertThat(crawled.lastCrawl().logGroup()).isEqualTo("/aws-glue/crawlers");
        assertThat(server.crawling.crawled).extracting(CrawlerTarget::table).containsExactly("orders");
    }

    @Test
    void runsOnceAtATime() {
        create("orders");
        server.crawling.mayEnd = new CountDownLatch(1);
        glue.startCrawler(s -> s.name("orders"));

        assertThatThrownBy(() -> glue.startCrawler(s -> s.name("orders"))).isInstanceOf(CrawlerRunningException.class);
        assertThatThrownBy(() -> glue.updateCrawler(u -> u.name("orders").description("other")))
                .isInstanceOf(CrawlerRunningException.class);
        assertThatThrownBy(() -> glue.deleteCrawler(d -> d.name("orders"))).isInstanceOf(CrawlerRunningException.class);
    }

    @Test
    void whatIsStoppedIsStoppingAndThenCancelled() {
        create("orders");
        assertThatThrownBy(() -> glue.stopCrawler(s -> s.name("orders")))
                .isInstanceOf(CrawlerNotRunningException.class);
        server.crawling.mayEnd = new CountDownLatch(1);
        glue.startCrawler(s -> s.name("orders"));

        glue.stopCrawler(s -> s.name("orders"));

        assertThat(get("orders").state()).isEqualTo(CrawlerState.STOPPING);
        assertThatThrownBy(() -> glue.stopCrawler(s -> s.name("orders"))).isInstanceOf(CrawlerStoppingException.class);
        assertThatThrownBy(() -> glue.startCrawler(s -> s.name("orders"))).isInstanceOf(CrawlerRunningException.class);
        assertThat(awaitReady("orders").lastCrawl().status()).isEqualTo(LastCrawlStatus.CANCELLED);
    }

    @Test
    void aCrawlThatCannotBeDoneFailsAndSaysWhy() {
        create("orders");
        server.crawling.failure = "Database staging not found";

        glue.startCrawler(s -> s.name("orders"));

        Crawler crawled = awaitReady("orders");
        assertThat(crawled.lastCrawl().status()).isEqualTo(LastCrawlStatus.FAILED);
        assertThat(crawled.lastCrawl().errorMessage()).isEqualTo("Database staging not found");
    }

    @Test
    void isMadeOnceAndChangedAndDeleted() {
        create("orders");
        assertThatThrownBy(() -> create("orders")).isInstanceOf(AlreadyExistsException.class);

        glue.updateCrawler(u -> u.name("orders").description("other"));
        assertThat(get("orders").description()).isEqualTo("other");
        assertThat(get("orders").role()).isEqualTo("crawler-role");
        assertThat(get("orders").version()).isEqualTo(2);

        glue.deleteCrawler(d -> d.name("orders"));
        assertThatThrownBy(() -> get("orders")).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.startCrawler(s -> s.name("orders"))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.stopCrawler(s -> s.name("orders"))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.deleteCrawler(d -> d.name("orders"))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.updateCrawler(u -> u.name("orders"))).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void isRefusedWithARoleThatDoesNotTrustGlue() {
        server.roles.unknown.add("crawler-role");

        assertThatThrownBy(() -> create("orders"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("unable to assume");
    }

    @Test
    void isRefusedWithoutATargetInS3() {
        assertThatThrownBy(() -> glue.createCrawler(c -> c.name("orders")
                        .role("crawler-role")
                        .targets(t ->
                                t.jdbcTargets(JdbcTarget.builder().path("db").build()))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void faultsThatWereAskedForHappenOnce() {
        create("orders");
        server.fault("{\"kind\": \"START_CRAWLER_THROTTLED\"}");
        assertThatThrownBy(() -> glue.startCrawler(s -> s.name("orders")))
                .isInstanceOfSatisfying(
                        GlueException.class,
                        e -> assertThat(e.isThrottlingException()).isTrue());
        server.fault("{\"kind\": \"START_CRAWLER_RUNNING\"}");
        assertThatThrownBy(() -> glue.startCrawler(s -> s.name("orders"))).isInstanceOf(CrawlerRunningException.class);
        assertThat(server.crawling.crawled).isEmpty();

        server.fault("{\"kind\": \"CRAWL_FAILED\", \"message\": \"as asked\"}");
        glue.startCrawler(s -> s.name("orders"));
        assertThat(awaitReady("orders").lastCrawl().errorMessage()).isEqualTo("as asked");
        server.fault("{\"kind\": \"CRAWL_CANCELLED\"}");
        glue.startCrawler(s -> s.name("orders"));
        assertThat(awaitReady("orders").lastCrawl().status()).isEqualTo(LastCrawlStatus.CANCELLED);

        glue.startCrawler(s -> s.name("orders"));
        assertThat(awaitReady("orders").lastCrawl().status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
    }

    @Test
    void aCrawlMayLastUntilItsFaultIsTakenBack() {
        create("orders");
        server.fault("{\"kind\": \"CRAWL_LASTS\"}");
        glue.startCrawler(s -> s.name("orders"));

        await().during(Duration.ofSeconds(1)).until(() -> get("orders").state() == CrawlerState.RUNNING);

        server.http("DELETE", "/_jobs/faults", "");
        assertThat(awaitReady("orders").lastCrawl().status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
    }

    @Test
    void aStartWhoseAnswerIsLostIsDoneNevertheless() {
        create("orders");
        server.fault("{\"kind\": \"START_CRAWLER_ANSWER_LOST\"}");

        assertThatThrownBy(() -> glue.startCrawler(s -> s.name("orders"))).isInstanceOf(SdkClientException.class);

        assertThat(awaitReady("orders").lastCrawl().status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
    }

    @Test
    void aCrawlerMayVanishWhileItRuns() {
        create("orders");
        server.fault("{\"kind\": \"CRAWLER_VANISHES\"}");
        glue.startCrawler(s -> s.name("orders"));

        await().untilAsserted(
                        () -> assertThatThrownBy(() -> get("orders")).isInstanceOf(EntityNotFoundException.class));
    }

    private void create(String name) {
        glue.createCrawler(c -> c.name(name)
                .role("crawler-role")
                .databaseName("staging")
                .targets(t -> t.s3Targets(
                        S3Target.builder().path("s3://lake/staging/orders/").build())));
    }

    private Crawler get(String name) {
        return glue.getCrawler(g -> g.name(name)).crawler();
    }

    private Crawler awaitReady(String name) {
        await().until(() -> get(name).state() == CrawlerState.READY && get(name).lastCrawl() != null);
        return get(name);
    }
}
