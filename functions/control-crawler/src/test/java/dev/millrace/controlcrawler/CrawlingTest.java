package dev.millrace.controlcrawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.faults.ServiceFault;
import dev.millrace.testing.Events;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.FaultMode;
import dev.millrace.testing.aws.FaultyHttp;
import dev.millrace.testing.aws.GuardedHttp;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.RolePolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Crawler;

@Tag("H097")
class CrawlingTest {
    private static final String DATASET = "event_orders";
    private static final String NAME = "millrace-event_orders";
    private static final Duration LIMIT = Duration.ofMinutes(60);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final CrawlerSettings SETTINGS = new CrawlerSettings(
            "staged", "lake_staging", "arn:aws:iam::111122223333:role/path/crawler", "millrace-", LIMIT);

    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final FaultyHttp way = new FaultyHttp(aws, clock);
    private final GlueClient glue = InMemoryAws.client(
            GlueClient.builder().overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())),
            GuardedHttp.strict(
                    way,
                    RolePolicy.of(
                            Template.read(), "ControlCrawlerFunction", Map.of("CrawlerRole.Arn", SETTINGS.role()))));
    private final GlueCrawlers crawlers = new GlueCrawlers(glue);
    private final Crawling crawling = new Crawling(crawlers, SETTINGS, clock);

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void makesTheCrawlerOfADatasetWhenItIsMissing() {
        RunAnswer answer = run();

        assertThat(answer)
                .isEqualTo(new RunAnswer(
                        RunAnswer.Outcome.STARTED,
                        "",
                        SettableClock.START.toString(),
                        SettableClock.START.toString(),
                        ""));
        Crawler crawler = crawler();
        assertThat(crawler.role()).isEqualTo("path/crawler");
        assertThat(crawler.databaseName()).isEqualTo("lake_staging");
        assertThat(crawler.targets().s3Targets().getFirst().path()).isEqualTo("s3://staged/staging/event_orders/");
        assertThat(crawler.recrawlPolicy().recrawlBehaviorAsString()).isEqualTo("CRAWL_EVERYTHING");
        assertThat(crawler.schemaChangePolicy().updateBehaviorAsString()).isEqualTo("UPDATE_IN_DATABASE");
        assertThat(crawler.schedule()).isNull();
        assertThat(aws.crawlers().tags(NAME))
                .isEqualTo(Map.of("millrace:crawlers", "millrace-", "millrace:dataset", DATASET));
        assertThat(aws.crawlers().started()).containsExactly(NAME);
    }

    /// What Glue does with it (Glue developer guide, "Setting crawler configuration options"): one table of all that
    /// is below the dataset's folder, whose depth is 3, and partitions with the columns of the table.
    @Test
    void makesOneTableOfAllBatchesOfADataset() throws IOException {
        run();

        JsonNode configuration = Json.MAPPER.readTree(crawler().configuration());
        assertThat(configuration.path("Version").asText()).isEqualTo("1.0");
        assertThat(configuration.at("/Grouping/TableGroupingPolicy").asText()).isEqualTo("CombineCompatibleSchemas");
        assertThat(configuration.at("/Grouping/TableLevelConfiguration").asInt())
                .isEqualTo(3);
        assertThat(configuration
                        .at("/CrawlerOutput/Partitions/AddOrUpdateBehavior")
                        .asText())
                .isEqualTo("InheritFromTable");
    }

    @Test
    void leavesACrawlerThatIsAsPlanned() {
        crawled("SUCCEEDED");

        assertThat(run().outcome()).isEqualTo(RunAnswer.Outcome.STARTED);
        assertThat(crawler().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Role, another",
        "DatabaseName, another",
        "TablePrefix, x_",
        "Configuration, '{\"Version\":1.0}'",
        "Configuration, no json"
    })
    void bringsACrawlerUpToDateThatIsAnother(String field, String value) {
        crawled("SUCCEEDED");
        aws.crawlers().change(NAME, field, value);

        assertThat(run().outcome()).isEqualTo(RunAnswer.Outcome.STARTED);

        assertThat(crawler().version()).isEqualTo(2);
        aws.crawlers().end(NAME, "SUCCEEDED");
        run();
        assertThat(crawler().version()).isEqualTo(2);
    }

    @Test
    void tellsWhenTheCrawlBeforeBegan() {
        Instant first = clock.instant();
        crawled("SUCCEEDED");
        clock.pass(MINUTE);

        RunAnswer answer = run();

        assertThat(answer.previous()).isEqualTo(first.toString());
        assertThat(answer.began()).isEqualTo(first.plus(MINUTE).toString());
    }

    /// It may have passed our files already.
    @Test
    void waitsForACrawlOfSomebodyElseAndThenBeginsItsOwn() {
        crawled("SUCCEEDED");
        clock.pass(MINUTE);
        aws.crawlers().startByAnother(NAME);
        clock.pass(MINUTE);

        RunAnswer busy = run();
        assertThat(busy.outcome()).isEqualTo(RunAnswer.Outcome.BUSY);
        assertThat(busy.reason()).contains(NAME);
        aws.crawlers().stop(NAME);
        assertThat(run().outcome()).isEqualTo(RunAnswer.Outcome.BUSY);
        aws.crawlers().end(NAME, "SUCCEEDED");
        clock.pass(MINUTE);
        RunAnswer started = again(busy);

        assertThat(started.outcome()).isEqualTo(RunAnswer.Outcome.STARTED);
        assertThat(started.began()).isEqualTo(busy.began());
        assertThat(get(started).outcome()).isEqualTo(GetAnswer.Outcome.RUNNING);
    }

    @Test
    void isBusyWhenAnotherOneStartsTheCrawlAtThisMoment() {
        crawled("SUCCEEDED");

        assertThat(interfering(() -> aws.crawlers().startByAnother(NAME))
                        .run(DATASET, Optional.empty())
                        .outcome())
                .isEqualTo(RunAnswer.Outcome.BUSY);
    }

    @Test
    void isBusyWhenTheCrawlerGoesAtThisMoment() {
        crawled("SUCCEEDED");

        assertThat(interfering(() -> aws.crawlers().delete(NAME))
                        .run(DATASET, Optional.empty())
                        .outcome())
                .isEqualTo(RunAnswer.Outcome.BUSY);
        assertThat(run().outcome()).isEqualTo(RunAnswer.Outcome.STARTED);
    }

    @Test
    void isBusyWhenACrawlKeepsItFromBringingTheCrawlerUpToDate() {
        crawled("SUCCEEDED");
        aws.crawlers().change(NAME, "DatabaseName", "another");

        assertThat(interfering(() -> aws.crawlers().startByAnother(NAME))
                        .run(DATASET, Optional.empty())
                        .outcome())
                .isEqualTo(RunAnswer.Outcome.BUSY);
        assertThat(crawler().version()).isEqualTo(1);
    }

    @Test
    void startsTheCrawlerThatAnotherOneMadeAtThisMoment() {
        Crawling late = new Crawling(
                new Interfered(crawlers) {
                    @Override
                    public void create(CrawlerPlan plan) {
                        crawlers.create(plan);
                        crawlers.create(plan);
                    }
                },
                SETTINGS,
                clock);

        assertThat(late.run(DATASET, Optional.empty()).outcome()).isEqualTo(RunAnswer.Outcome.STARTED);
        assertThat(aws.crawlers().started()).containsExactly(NAME);
    }

    @Test
    void givesUpAfterTheLimit() {
        RunAnswer first = run();
        clock.pass(LIMIT.minusSeconds(1));
        assertThat(get(first).outcome()).isEqualTo(GetAnswer.Outcome.RUNNING);
        assertThat(again(first).outcome()).isEqualTo(RunAnswer.Outcome.BUSY);
        clock.pass(Duration.ofSeconds(1));

        assertThat(again(first).outcome()).isEqualTo(RunAnswer.Outcome.TIMED_OUT);
        assertThat(again(first).reason()).contains(NAME, "60 minutes", first.began());
        assertThat(get(first).outcome()).isEqualTo(GetAnswer.Outcome.TIMED_OUT);
        assertThat(aws.crawlers().started()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesUpOnACrawlThatNeverStops(boolean ours) {
        crawled("SUCCEEDED");
        clock.pass(MINUTE);
        RunAnswer first = ours ? run() : busyWithAnother();
        aws.crawlers().stop(NAME);
        clock.pass(LIMIT.minusSeconds(1));
        assertThat(get(first).outcome()).isEqualTo(GetAnswer.Outcome.RUNNING);
        assertThat(again(first).outcome()).isEqualTo(RunAnswer.Outcome.BUSY);
        clock.pass(Duration.ofSeconds(1));

        assertThat(get(first).outcome()).isEqualTo(GetAnswer.Outcome.TIMED_OUT);
        assertThat(again(first).outcome()).isEqualTo(RunAnswer.Outcome.TIMED_OUT);
    }

    private RunAnswer busyWithAnother() {
        aws.crawlers().startByAnother(NAME);
        return run();
    }

    /// Whose, cannot be told: another one's crawl may have begun before the files were there.
    @Test
    void beginsAnewWhenTheCrawlThatItBeganUnheardIsOver() throws IOException {
        way.arm(new FaultyHttp.Fault(way.calls().size() + 3, FaultMode.AFTER, 1));
        assertThatThrownBy(() -> handle("RunCrawlerState", "Run Crawler State", null))
                .isInstanceOf(ServiceFault.class);
        way.requireFired();
        aws.crawlers().end(NAME, "SUCCEEDED");
        clock.pass(MINUTE);

        JsonNode answer = handle("RunCrawlerState", "Run Crawler State", null);

        assertThat(answer.path("outcome").asText()).isEqualTo("STARTED");
        assertThat(aws.crawlers().started()).containsExactly(NAME, NAME);
        assertThat(handle("GetCrawlerState", "Get Crawler State", answer)
                        .path("outcome")
                        .asText())
                .isEqualTo("RUNNING");
    }

    @Test
    void acceptsASuccessAlsoAfterTheLimit() {
        RunAnswer first = run();
        clock.pass(LIMIT);
        aws.crawlers().end(NAME, "SUCCEEDED");

        assertThat(get(first).outcome()).isEqualTo(GetAnswer.Outcome.SUCCEEDED);
    }

    @Test
    void seesACrawlThrough() {
        RunAnswer started = run();
        assertThat(get(started).outcome()).isEqualTo(GetAnswer.Outcome.RUNNING);
        aws.crawlers().stop(NAME);
        assertThat(get(started).outcome()).isEqualTo(GetAnswer.Outcome.RUNNING);
        aws.crawlers().end(NAME, "SUCCEEDED");

        assertThat(get(started)).isEqualTo(new GetAnswer(GetAnswer.Outcome.SUCCEEDED, ""));
        assertThat(get(started)).isEqualTo(new GetAnswer(GetAnswer.Outcome.SUCCEEDED, ""));
    }

    @Test
    void runsAgainWhatSomebodyStopped() {
        RunAnswer started = run();
        clock.pass(MINUTE);
        aws.crawlers().end(NAME, "CANCELLED");

        assertThat(get(started).outcome()).isEqualTo(GetAnswer.Outcome.AGAIN);
        assertThat(again(started).outcome()).isEqualTo(RunAnswer.Outcome.STARTED);
    }

    @Test
    void saysWhyACrawlFailedAndWhereItsLogIs() {
        RunAnswer started = run();
        aws.crawlers().end(NAME, "FAILED");

        GetAnswer failed = get(started);
        assertThat(failed.outcome()).isEqualTo(GetAnswer.Outcome.FAILED);
        assertThat(failed.reason())
                .contains(
                        NAME, "Internal Service Exception", "log group /aws-glue/crawlers, stream " + NAME, "a-prefix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "FAILED", "CANCELLED"})
    void takesNoOlderCrawlForItsOwn(String end) {
        crawled(end);
        RunAnswer asked = RunAnswer.of(
                RunAnswer.Outcome.STARTED, SettableClock.START.toString(), clock.instant(), clock.instant(), "");

        assertThat(get(asked).outcome()).isEqualTo(GetAnswer.Outcome.RUNNING);
        clock.pass(Duration.ofMinutes(2));
        assertThat(get(asked).outcome()).isEqualTo(GetAnswer.Outcome.AGAIN);
    }

    @Test
    void runsACrawlerAgainThatIsGone() {
        RunAnswer started = run();
        aws.crawlers().delete(NAME);

        assertThat(get(started).outcome()).isEqualTo(GetAnswer.Outcome.AGAIN);
        assertThat(again(started).outcome()).isEqualTo(RunAnswer.Outcome.STARTED);
        assertThat(crawler().version()).isEqualTo(1);
    }

    /// The crawl whose start was not answered may be another one's for all we know.
    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER", "DELAY", "THROTTLED", "UNAVAILABLE_503"})
    void crawlsAfterEachCallThatFailed(FaultMode mode) throws IOException {
        for (int call = 1; call <= 3; call++) {
            aws.crawlers().delete(NAME);
            way.arm(new FaultyHttp.Fault(way.calls().size() + call, mode, 1));
            assertThatThrownBy(() -> handle("RunCrawlerState", "Run Crawler State", null))
                    .isInstanceOf(ServiceFault.class);
            way.requireFired();

            JsonNode answer = handle("RunCrawlerState", "Run Crawler State", null);
            if (answer.path("outcome").asText().equals("BUSY")) {
                aws.crawlers().end(NAME, "SUCCEEDED");
                clock.pass(MINUTE);
                answer = handle("RunCrawlerState", "Run Crawler State", null);
            }
            assertThat(answer.path("outcome").asText()).isEqualTo("STARTED");
            aws.crawlers().end(NAME, "SUCCEEDED");
            assertThat(handle("GetCrawlerState", "Get Crawler State", answer)
                            .path("outcome")
                            .asText())
                    .isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void servesTheExampleEvents() throws IOException {
        assertThat(handle(Events.text("RunCrawlerState", Map.of()))
                        .path("outcome")
                        .asText())
                .isEqualTo("STARTED");
        assertThat(handle(Events.text(
                                "GetCrawlerState",
                                Map.of("Time", clock.instant().toString())))
                        .toString())
                .isEqualTo("{\"outcome\":\"RUNNING\",\"reason\":\"\"}");
    }

    private JsonNode handle(String event, String state, @Nullable JsonNode crawl) throws IOException {
        var input = Json.MAPPER.createObjectNode().put("dataset", DATASET);
        if (crawl != null) {
            input.setAll((ObjectNode) crawl);
        }
        var task = Json.MAPPER.createObjectNode().put("state", state).put("execution", event);
        task.set("input", input);
        return handle(task.toString());
    }

    private JsonNode handle(String task) throws IOException {
        var output = new ByteArrayOutputStream();
        new ControlCrawlerHandler(crawling)
                .handleRequest(
                        new ByteArrayInputStream(task.getBytes(StandardCharsets.UTF_8)), output, new LambdaContext());
        return Json.MAPPER.readTree(output.toByteArray());
    }

    private RunAnswer run() {
        return crawling.run(DATASET, Optional.empty());
    }

    private RunAnswer again(RunAnswer before) {
        return crawling.run(DATASET, Optional.of(Instant.parse(before.began())));
    }

    private GetAnswer get(RunAnswer started) {
        return crawling.get(
                DATASET,
                Optional.of(started.previous()).filter(p -> !p.isEmpty()).map(Instant::parse),
                Instant.parse(started.began()),
                Instant.parse(started.started()));
    }

    private void crawled(String end) {
        run();
        aws.crawlers().end(NAME, end);
    }

    private Crawler crawler() {
        return glue.getCrawler(g -> g.name(NAME)).crawler();
    }

    private Crawling interfering(Runnable meanwhile) {
        return new Crawling(
                new Interfered(crawlers) {
                    @Override
                    public Optional<Status> find(CrawlerPlan plan) {
                        Optional<Status> found = super.find(plan);
                        meanwhile.run();
                        return found;
                    }
                },
                SETTINGS,
                clock);
    }

    /// Crawlers whom somebody else is at work with, too.
    private static class Interfered implements Crawlers {
        private final Crawlers crawlers;

        Interfered(Crawlers crawlers) {
            this.crawlers = crawlers;
        }

        @Override
        public Optional<Status> find(CrawlerPlan plan) {
            return crawlers.find(plan);
        }

        @Override
        public void create(CrawlerPlan plan) {
            crawlers.create(plan);
        }

        @Override
        public boolean update(CrawlerPlan plan) {
            return crawlers.update(plan);
        }

        @Override
        public boolean start(CrawlerPlan plan) {
            return crawlers.start(plan);
        }
    }
}
