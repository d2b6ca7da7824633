package dev.millrace.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.asl.AslCall;
import dev.millrace.asl.AslDefinition;
import dev.millrace.asl.AslEnd;
import dev.millrace.asl.AslError;
import dev.millrace.asl.AslExecution;
import dev.millrace.asl.AslObserver;
import dev.millrace.asl.AslOutcome;
import dev.millrace.asl.AslServices;
import dev.millrace.base.identity.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An execution of the state machine of one object, in virtual time.
final class Execution {
    private final Lambda lambda;
    private final Trace trace;
    private final String name;
    private final ObjectId object;
    private final Runnable end;
    private final AslExecution asl;
    private @Nullable AslEnd how;
    private String state = "";

    /// @param id ARN of the execution
    /// @param end is told when it has ended
    Execution(
            AslDefinition machine,
            Timeline timeline,
            Dice dice,
            Lambda lambda,
            Trace trace,
            String id,
            String name,
            JsonNode input,
            Runnable end) {
        this.lambda = lambda;
        this.trace = trace;
        this.name = name;
        this.object = new ObjectId(input.required("oid").asText());
        this.end = end;
        this.asl = new AslExecution(
                machine,
                new AslExecution.Ports(new SimulatedTime(timeline, dice), new Functions(), dice::share, new Steps()),
                id,
                name,
                input,
                this::ended);
    }

    enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    Status status() {
        return how == null ? Status.RUNNING : Status.valueOf(how.status().name());
    }

    String name() {
        return name;
    }

    ObjectId object() {
        return object;
    }

    private String shortName() {
        return name.replace(object.hex(), object.hex().substring(0, 8));
    }

    /// Name of the error that failed it; empty when none did.
    String error() {
        return how == null || how.error() == null ? "" : how.error();
    }

    /// Cause of that error.
    String cause() {
        return how == null || how.cause() == null ? "" : how.cause();
    }

    void begin() {
        asl.begin();
    }

    /// Somebody stops it.
    void abort() {
        asl.abort();
    }

    private void ended(AslEnd result) {
        how = result;
        trace.note(object, () -> shortName() + " ends as " + status() + " in " + state + " " + error());
        end.run();
    }

    private final class Functions implements AslServices {
        @Override
        public void invoke(AslCall call, Consumer<AslOutcome> done) {
            byte[] payload = call.payload().toString().getBytes(StandardCharsets.UTF_8);
            lambda.invoke(call.function(), object, payload, outcome -> done.accept(outcome.asl()));
        }
    }

    private final class Steps implements AslObserver {
        @Override
        public void entered(String next) {
            state = next;
            trace.note(object, () -> shortName() + " enters " + next);
        }

        @Override
        public void retried(String from, AslError error) {
            failed(from, error);
        }

        @Override
        public void failed(String from, AslError error) {
            trace.note(object, () -> shortName() + ", " + from + ": " + error.getMessage());
        }
    }
}
