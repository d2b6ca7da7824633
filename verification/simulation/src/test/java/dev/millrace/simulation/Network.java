package dev.millrace.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sns.model.SnsException;

/// What lies between the functions and the services: it takes time, loses requests and answers, lets machines
/// die, and has outages.
final class Network implements Calls {
    private static final Duration QUICK = Duration.ofMillis(1);
    private static final Duration SLOW = Duration.ofMillis(60);

    /// The longest that a function may run on Lambda, which then ends it.
    private static final Duration LONGEST_STALL = Duration.ofMinutes(15);

    private final Timeline timeline;
    private final Fibers fibers;
    private final Dice dice;
    private final Hardship hardship;
    private final Trace trace;
    private final Mishaps mishaps;
    private final List<Outage> outages = new ArrayList<>();

    Network(Timeline timeline, Fibers fibers, Dice dice, Hardship hardship, Trace trace, Mishaps mishaps) {
        this.mishaps = mishaps;
        this.timeline = timeline;
        this.fibers = fibers;
        this.dice = dice;
        this.hardship = hardship;
        this.trace = trace;
    }

    /// A span in which a service fails.
    ///
    /// @param status the HTTP status that it answers with
    private record Outage(Service service, Instant from, Instant to, int status) {
        boolean is(Service asked, Instant now) {
            return service == asked && !now.isBefore(from) && now.isBefore(to);
        }
    }

    /// Plans the outages, all before a time.
    void planOutages(Duration within) {
        for (int i = 0; i < hardship.outages(); i++) {
            Instant from = Timeline.BEGINNING.plus(dice.between(Duration.ZERO, within));
            Duration duration = dice.mostlyShort(Duration.ofMinutes(2), Duration.ofHours(6));
            // Broken, or somebody took a role's rights away.
            int status = dice.of(List.of(500, 503, 503, 403));
            outages.add(new Outage(dice.of(List.of(Service.values())), from, from.plus(duration), status));
        }
    }

    @Override
    public <T> T make(Service service, String what, Supplier<T> effect) {
        if (fibers.current().isEmpty()) {
            return effect.get();
        }
        fibers.pause(dice.between(QUICK, SLOW));
        if (dice.chance(hardship.stall())) {
            fibers.pause(dice.mostlyShort(Duration.ofSeconds(1), LONGEST_STALL));
        }
        before(service, what);
        T result = effect.get();
        trace.note(() -> what + shown(result));
        after(service, what);
        return result;
    }

    /// What an answer says in a word; most that is read says nothing without much else.
    private static String shown(@Nullable Object result) {
        return switch (result) {
            case Boolean done -> done ? "" : ": a condition does not hold";
            case Optional<?> changed -> changed.isPresent() ? "" : ": a condition does not hold";
            case List<?> found -> ": " + found.size();
            case null, default -> "";
        };
    }

    private void before(Service service, String what) {
        Instant now = timeline.now();
        for (Outage outage : outages) {
            if (outage.is(service, now)) {
                throw traced(what, refusal(service, outage.status()));
            }
        }
        dieOrFail(service, what, " (not done)");
    }

    private void after(Service service, String what) {
        dieOrFail(service, what, " (done all the same)");
    }

    private void dieOrFail(Service service, String what, String when) {
        if (dice.chance(hardship.death() / 2)) {
            trace.note(() -> "dies at " + service + " " + what + when);
            fibers.current().ifPresent(this::kill);
        }
        if (dice.chance(hardship.fault() / 2)) {
            throw traced(what + when, passing(service));
        }
    }

    private void kill(Fiber fiber) {
        if (fiber.about != null) {
            mishaps.add(fiber.about);
        }
        fiber.die();
        fiber.requireAlive();
    }

    private RuntimeException traced(String what, RuntimeException refusal) {
        trace.note(() -> what + ": " + refusal.getMessage());
        return refusal;
    }

    private RuntimeException passing(Service service) {
        return dice.chance(0.3)
                ? SdkClientException.create("Unable to execute HTTP request: Connection reset")
                : refusal(service, dice.of(List.of(500, 503)));
    }

    private static RuntimeException refusal(Service service, int status) {
        AwsServiceException.Builder builder = switch (service) {
            case DYNAMO -> DynamoDbException.builder();
            case S3 -> S3Exception.builder();
            case STEP_FUNCTIONS -> SfnException.builder();
            case CATALOG -> GlueException.builder();
            case TOPICS -> SnsException.builder();
        };
        String code = status == 403 ? "AccessDenied" : "ServiceUnavailable";
        return builder.statusCode(status)
                .message(service.name().toLowerCase(Locale.ROOT) + " answers " + status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
