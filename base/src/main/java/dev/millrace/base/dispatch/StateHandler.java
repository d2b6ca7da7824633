package dev.millrace.base.dispatch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.base.json.Json;
import dev.millrace.base.snapshots.BeforeSnapshot;
import dev.millrace.contract.Printable;
import dev.millrace.faults.FileFault;
import dev.millrace.faults.FullDisk;
import dev.millrace.faults.RefusedByService;
import dev.millrace.faults.ServiceFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// A function that serves states of a state machine, dispatched by the calling state's name.
///
/// @param <S> the function's states: one constant each, named as the state without spaces
public abstract class StateHandler<S extends Enum<S>> implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StateHandler.class);

    private static final int MAX_ANSWER_BYTES = 32 * 1024;

    private final Class<S> steps;
    private final FullDisk disk;

    protected StateHandler(Class<S> steps) {
        this(steps, FullDisk.ofThisProcess());
    }

    /// @param disk that of temporary files
    StateHandler(Class<S> steps, FullDisk disk) {
        this.steps = steps;
        this.disk = disk;
        BeforeSnapshot.warm("The reading of tasks", StateHandler::readOne);
    }

    private static void readOne() throws IOException {
        String none = """
                {"state": "Before Snapshot", "execution": "none", "input": {"error": "a", "cause": "b"}}""";
        StateTask task = Json.MAPPER.readValue(none, StateTask.class);
        LOG.info("{} can read {}", task.state(), task.input(Fault.class).error());
    }

    /// Takes the step of a state.
    ///
    /// @param deadline when the step must have ended by itself
    /// @return the answer, which has a JSON form; one of more than 32 KiB is a fault: it holds references only
    /// @throws IOException when a stream from a service broke off
    protected abstract Object take(S step, StateTask task, Deadline deadline) throws IOException;

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        StateTask task = Json.MAPPER.readValue(input, StateTask.class);
        PowertoolsLogging.initializeLogging(context);
        MDC.put("state", task.state());
        MDC.put("execution", task.execution());
        MDC.put("oid", task.input().path("oid").asText());
        try {
            Deadline deadline = Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()));
            output.write(small(task, Json.MAPPER.writeValueAsBytes(answer(task, deadline))));
        } finally {
            PowertoolsLogging.clearState(true);
        }
    }

    /// Step Functions itself would end the execution above 256 KiB, by an error that no Catch of all errors catches.
    private static byte[] small(StateTask task, byte[] answer) {
        if (answer.length > MAX_ANSWER_BYTES) {
            throw new IllegalStateException("%s would answer %d bytes; state carries references, %d bytes at most"
                    .formatted(task.state(), answer.length, MAX_ANSWER_BYTES));
        }
        return answer;
    }

    private Object answer(StateTask task, Deadline deadline) throws IOException {
        try {
            Object answer = Objects.requireNonNull(
                    take(task.step(steps), task, deadline), () -> task.state() + " has no answer");
            LOG.info("{} answers {}", task.state(), Printable.of(answer.toString()));
            return answer;
        } catch (SdkException e) {
            throw fault(task, e);
        } catch (FileFault | ServiceFault e) {
            throw e;
        } catch (RuntimeException e) {
            throw FullDisk.endedIt(e) ? disk.fault(what(task), e) : e;
        } catch (IOException e) {
            if (FullDisk.endedIt(e)) {
                throw disk.fault(what(task), e);
            }
            throw new ServiceFault(
                    "%s: a stream broke off: %s. It is tried again.".formatted(task.state(), e.getMessage()), e);
        }
    }

    private static String what(StateTask task) {
        return "%s, object %s".formatted(task.state(), task.input().path("oid").asText("?"));
    }

    private static RuntimeException fault(StateTask task, SdkException e) {
        String what = "%s: %s".formatted(what(task), e.getMessage());
        return ServiceFault.passing(e) ? new ServiceFault(what, e) : new RefusedByService(what, e);
    }
}
