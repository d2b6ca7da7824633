package dev.millrace.closeexecution;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.ExecutionFaults;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.json.Json;
import dev.millrace.notices.NoticeSender;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Closes the audit record of an execution that ended without doing so, when EventBridge tells of its end.
public final class CloseExecutionHandler implements RequestStreamHandler {
    private final Closing closing;
    private final Batches batches;

    /// The batches.
    @FunctionalInterface
    interface Batches {
        /// Closes the batch of an execution that ended.
        CloseAnswer close(EndedExecution ended, Deadline deadline);
    }

    public CloseExecutionHandler() {
        this(new LambdaWiring());
    }

    public CloseExecutionHandler(Wiring wiring) {
        this(
                new Closing(
                        new ExecutionFaults(DynamoAuditTable.connect(wiring)), NoticeSender.connect(wiring)::failed),
                ClosingBatches.connect(wiring)::close);
    }

    CloseExecutionHandler(Closing closing, Batches batches) {
        this.closing = closing;
        this.batches = batches;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        EndedExecution ended = Json.MAPPER.readValue(input, EndedExecution.class);
        PowertoolsLogging.initializeLogging(context);
        try {
            Json.MAPPER.writeValue(output, close(ended, context));
        } finally {
            PowertoolsLogging.clearState(true);
        }
    }

    private CloseAnswer close(EndedExecution ended, Context context) {
        return ended.detail().name().startsWith(BatchRef.EXECUTION)
                ? batches.close(ended, Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis())))
                : closing.close(ended);
    }
}
