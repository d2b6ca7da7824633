package dev.millrace.simulation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.asl.AslOutcome;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.json.Json;
import dev.millrace.testing.LambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lambda: runs functions, refuses, loses answers, and ends what runs too long.
final class Lambda {
    /// Functions that are out of time are ended by [#start], in virtual time.
    static final Context CONTEXT = new LambdaContext(Integer.MAX_VALUE);

    private static final Duration QUICKEST_START = Duration.ofMillis(5);
    private static final Duration COLD_START = Duration.ofSeconds(3);

    private final Timeline timeline;
    private final Fibers fibers;
    private final Dice dice;
    private final Hardship hardship;
    private final Trace trace;
    private final int concurrency;
    private final Map<String, Function> functions = new HashMap<>();
    private int running;

    /// @param concurrency how many invocations the account allows at a time
    Lambda(Timeline timeline, Fibers fibers, Dice dice, Hardship hardship, Trace trace, int concurrency) {
        this.timeline = timeline;
        this.fibers = fibers;
        this.dice = dice;
        this.hardship = hardship;
        this.trace = trace;
        this.concurrency = concurrency;
    }

    private record Function(RequestStreamHandler handler, Duration timeout) {}

    /// What an invocation comes to.
    sealed interface Outcome {
        /// It returned.
        ///
        /// @param payload what it answered, in JSON
        record Answer(String payload) implements Outcome {}

        /// It did not.
        ///
        /// @param error name of the error, as Step Functions gives it
        /// @param cause its text
        record Failure(String error, String cause) implements Outcome {}

        /// The same as a state gets it.
        default AslOutcome asl() {
            return switch (this) {
                case Failure failure -> new AslOutcome.Failure(failure.error(), failure.cause());
                case Answer answer -> AslOutcome.ofLambda(read(answer.payload()));
            };
        }
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON: " + json, e);
        }
    }

    /// Deploys a function.
    void deploy(String name, Duration timeout, RequestStreamHandler handler) {
        functions.put(name, new Function(handler, timeout));
    }

    /// Invokes a function and waits for its answer.
    ///
    /// @param about the object that it is about; null when it is about none, or several
    /// @param caller is told once what came of it
    void invoke(String name, @Nullable ObjectId about, byte[] payload, Consumer<Outcome> caller) {
        Function function = functions.get(name);
        if (function == null) {
            throw new IllegalStateException("No function is deployed as " + name);
        }
        if (running >= concurrency || dice.chance(hardship.throttled())) {
            soon(() -> caller.accept(new Outcome.Failure("Lambda.TooManyRequestsException", "Rate Exceeded.")));
            return;
        }
        if (dice.chance(hardship.broken())) {
            String error = dice.of(List.of("Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.Unknown"));
            soon(() -> caller.accept(new Outcome.Failure(error, "The service failed")));
            return;
        }
        var once = new Once(caller);
        var answer = new ByteArrayOutputStream();
        start(
                name,
                about,
                function.timeout(),
                () -> handle(function.handler(), payload, answer),
                failure -> once.accept(outcome(failure, answer)),
                () -> once.accept(new Outcome.Failure(
                        "Sandbox.Timedout",
                        "Task timed out after " + function.timeout().toSeconds() + " seconds")));
        if (dice.chance(hardship.lostAnswer())) {
            String error = dice.of(List.of("Lambda.SdkClientException", "Lambda.ClientExecutionTimeoutException"));
            timeline.in(
                    dice.mostlyShort(Duration.ofMillis(20), Duration.ofSeconds(20)),
                    () -> once.accept(new Outcome.Failure(error, "The answer was lost")));
        }
    }

    /// Runs a function on a machine of its own.
    ///
    /// @param end is told what it ended with; null when it returned
    /// @param timedOut is told instead when its time was up
    void start(
            String name,
            @Nullable ObjectId about,
            Duration timeout,
            Runnable body,
            Consumer<@Nullable Throwable> end,
            Runnable timedOut) {
        running++;
        var invocation = new Invocation();
        Fiber fiber = fibers.start(
                name,
                about,
                skew(),
                () -> {
                    fibers.pause(dice.mostlyShort(QUICKEST_START, COLD_START));
                    body.run();
                },
                failure -> {
                    running--;
                    if (invocation.ends()) {
                        end.accept(failure);
                    }
                });
        invocation.timeout = timeline.in(timeout, () -> {
            if (invocation.ends()) {
                trace.note(() -> name + " is out of time");
                fibers.kill(fiber);
                timedOut.run();
            }
        });
    }

    private static final class Invocation {
        private Timeline.@Nullable Happening timeout;
        private boolean over;

        /// Whether it ends now, and has not before.
        boolean ends() {
            boolean now = !over;
            over = true;
            if (timeout != null) {
                timeout.cancel();
            }
            return now;
        }
    }

    private Duration skew() {
        return dice.between(hardship.skew().negated(), hardship.skew());
    }

    private static void handle(RequestStreamHandler handler, byte[] payload, ByteArrayOutputStream answer) {
        try {
            handler.handleRequest(new ByteArrayInputStream(payload), answer, CONTEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome outcome(@Nullable Throwable failure, ByteArrayOutputStream answer) {
        return switch (failure) {
            case null -> new Outcome.Answer(answer.toString(StandardCharsets.UTF_8));
            // Only the first of the two is tried again by the state machine.
            case Fiber.Died died ->
                new Outcome.Failure(
                        dice.of(List.of("Lambda.Unknown", "Runtime.ExitError")), "Runtime exited with error");
            default -> new Outcome.Failure(failure.getClass().getName(), cause(failure));
        };
    }

    private static String cause(Throwable failure) {
        ObjectNode cause = Json.MAPPER.createObjectNode();
        return cause.put("errorMessage", String.valueOf(failure.getMessage()))
                .put("errorType", failure.getClass().getName())
                .toString();
    }

    private void soon(Runnable what) {
        timeline.in(dice.mostlyShort(Duration.ofMillis(5), Duration.ofMillis(200)), what);
    }

    /// A caller that is answered once.
    private static final class Once implements Consumer<Outcome> {
        private final Consumer<Outcome> caller;
        private boolean answered;

        Once(Consumer<Outcome> caller) {
            this.caller = caller;
        }

        @Override
        public void accept(Outcome outcome) {
            if (!answered) {
                answered = true;
                caller.accept(outcome);
            }
        }
    }
}
