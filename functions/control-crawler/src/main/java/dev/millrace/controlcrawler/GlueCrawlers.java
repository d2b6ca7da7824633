package dev.millrace.controlcrawler;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Printable;
import dev.millrace.faults.ServiceFault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerTargets;
import software.amazon.awssdk.services.glue.model.DeleteBehavior;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.LastCrawlInfo;
import software.amazon.awssdk.services.glue.model.RecrawlBehavior;
import software.amazon.awssdk.services.glue.model.RecrawlPolicy;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.SchemaChangePolicy;
import software.amazon.awssdk.services.glue.model.UpdateBehavior;
import software.amazon.awssdk.services.glue.model.VersionMismatchException;

/// Crawlers of Glue.
final class GlueCrawlers implements Crawlers {
    /// By this tag a role may be allowed to make the crawlers of its stack only: making one has no other condition.
    private static final String PREFIX_TAG = "millrace:crawlers";

    private static final int MAX_MESSAGE = 500;

    /// New columns come into the table. What is gone from staging, where it is kept for a time only, stays in the
    /// table: no batch is read twice.
    private static final SchemaChangePolicy CHANGES = SchemaChangePolicy.builder()
            .updateBehavior(UpdateBehavior.UPDATE_IN_DATABASE)
            .deleteBehavior(DeleteBehavior.LOG)
            .build();

    private static final RecrawlPolicy EVERYTHING = RecrawlPolicy.builder()
            .recrawlBehavior(RecrawlBehavior.CRAWL_EVERYTHING)
            .build();

    private final GlueClient glue;

    GlueCrawlers(GlueClient glue) {
        this.glue = glue;
    }

    @Override
    public Optional<Status> find(CrawlerPlan plan) {
        try {
            Crawler found = glue.getCrawler(g -> g.name(plan.name())).crawler();
            return Optional.of(new Status(isAsPlanned(found, plan), state(found), crawl(found.lastCrawl())));
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public void create(CrawlerPlan plan) {
        try {
            glue.createCrawler(c -> c.name(plan.name())
                    .description(description(plan))
                    .role(plan.role())
                    .databaseName(plan.database())
                    .targets(targets(plan))
                    .schemaChangePolicy(CHANGES)
                    .recrawlPolicy(EVERYTHING)
                    .configuration(plan.configuration())
                    .tags(Map.of(PREFIX_TAG, plan.prefix(), "millrace:dataset", plan.dataset())));
        } catch (AlreadyExistsException e) {
            // Another one was faster; if it made another crawler than this, it is brought up to date the next time.
        }
    }

    @Override
    public boolean update(CrawlerPlan plan) {
        try {
            glue.updateCrawler(u -> u.name(plan.name())
                    .description(description(plan))
                    .role(plan.role())
                    .databaseName(plan.database())
                    .targets(targets(plan))
                    .tablePrefix("")
                    .schemaChangePolicy(CHANGES)
                    .recrawlPolicy(EVERYTHING)
                    .configuration(plan.configuration()));
            return true;
        } catch (CrawlerRunningException | VersionMismatchException | EntityNotFoundException e) {
            return false;
        }
    }

    @Override
    public boolean start(CrawlerPlan plan) {
        try {
            glue.startCrawler(s -> s.name(plan.name()));
            return true;
        } catch (CrawlerRunningException | EntityNotFoundException e) {
            return false;
        }
    }

    private static String description(CrawlerPlan plan) {
        return "The batches of %s as they were staged; kept by Millrace".formatted(plan.dataset());
    }

    private static CrawlerTargets targets(CrawlerPlan plan) {
        return CrawlerTargets.builder()
                .s3Targets(S3Target.builder().path(plan.target()).build())
                .build();
    }

    private static boolean isAsPlanned(Crawler found, CrawlerPlan plan) {
        return hasRole(found, plan)
                && plan.database().equals(found.databaseName())
                && paths(found).equals(List.of(withoutSlash(plan.target())))
                && hasConfiguration(found, plan)
                && CHANGES.equals(found.schemaChangePolicy())
                && EVERYTHING.equals(found.recrawlPolicy())
                && isEmpty(found.tablePrefix());
    }

    /// Glue takes an ARN, and answers with the name and path that it ends with.
    private static boolean hasRole(Crawler found, CrawlerPlan plan) {
        return plan.role().equals(found.role()) || plan.role().endsWith(":role/" + found.role());
    }

    private static List<String> paths(Crawler found) {
        return found.targets() == null
                ? List.of()
                : found.targets().s3Targets().stream()
                        .map(target -> withoutSlash(Objects.requireNonNullElse(target.path(), "")))
                        .toList();
    }

    private static String withoutSlash(String path) {
        return path.replaceAll("/+$", "");
    }

    private static boolean hasConfiguration(Crawler found, CrawlerPlan plan) {
        try {
            return found.configuration() != null
                    && Json.MAPPER.readTree(plan.configuration()).equals(Json.MAPPER.readTree(found.configuration()));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static State state(Crawler found) {
        return switch (found.state()) {
            case READY -> State.READY;
            case RUNNING -> State.RUNNING;
            case STOPPING -> State.STOPPING;
            case UNKNOWN_TO_SDK_VERSION -> throw unknown("state", found.stateAsString());
        };
    }

    private static @Nullable Crawl crawl(@Nullable LastCrawlInfo last) {
        if (last == null || last.startTime() == null) {
            return null;
        }
        End end = switch (last.status()) {
            case SUCCEEDED -> End.SUCCEEDED;
            case CANCELLED -> End.CANCELLED;
            case FAILED -> End.FAILED;
            case UNKNOWN_TO_SDK_VERSION -> throw unknown("status", last.statusAsString());
        };
        return new Crawl(end, last.startTime(), message(last));
    }

    private static String message(LastCrawlInfo last) {
        String why = isEmpty(last.errorMessage()) ? "" : Printable.of(last.errorMessage(), MAX_MESSAGE) + ". ";
        String log = isEmpty(last.logGroup())
                ? ""
                : "Its log: CloudWatch log group %s, stream %s".formatted(last.logGroup(), last.logStream());
        String found = isEmpty(log) || isEmpty(last.messagePrefix()) ? "" : ", lines with " + last.messagePrefix();
        return (why + log + found).strip();
    }

    private static ServiceFault unknown(String what, @Nullable String text) {
        return new ServiceFault("Glue tells a %s of a crawler that is not known here: %s".formatted(what, text));
    }
}
