package dev.millrace.simulation;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.asl.AslCall;
import dev.millrace.asl.AslOutcome;
import dev.millrace.harness.Machines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What functions and jobs of a simulation run on: machines that die, and answers that are lost.
final class SimulatedMachines implements Machines {
    /// As the template says of most functions; a job has its limit of 120 minutes.
    private static final Duration FUNCTION = Duration.ofMinutes(5);

    private static final Duration JOB = Duration.ofHours(2);

    private final Lambda lambda;
    private final Set<String> deployed = new HashSet<>();

    SimulatedMachines(Lambda lambda) {
        this.lambda = lambda;
    }

    @Override
    public void invoke(AslCall call, RequestStreamHandler handler, Consumer<AslOutcome> done) {
        if (deployed.add(call.function())) {
            lambda.deploy(call.function(), FUNCTION, handler);
        }
        byte[] payload = call.payload().toString().getBytes(StandardCharsets.UTF_8);
        lambda.invoke(call.function(), null, payload, outcome -> done.accept(outcome.asl()));
    }

    @Override
    public void run(String name, Body body, Consumer<@Nullable Throwable> ended) {
        lambda.start(
                name,
                null,
                name.startsWith("job") ? JOB : FUNCTION,
                () -> {
                    try {
                        body.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                ended,
                () -> ended.accept(new TimeoutException(name + " ran too long")));
    }
}
