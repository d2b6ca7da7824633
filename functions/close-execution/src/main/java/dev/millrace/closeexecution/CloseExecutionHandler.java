package dev.millrace.closeexecution;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.common.audit.DynamoAuditTable;
import dev.millrace.common.clients.LambdaWiring;
import dev.millrace.common.clients.Wiring;
import dev.millrace.common.dispatch.Json;
import dev.millrace.common.executions.ExecutionFaults;
import dev.millrace.common.notices.Telling;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Closes the audit record of an execution that ended without doing so, when EventBridge tells of its end.
public final class CloseExecutionHandler implements RequestStreamHandler {
    private final Closing closing;

    public CloseExecutionHandler() {
        this(new LambdaWiring());
    }

    public CloseExecutionHandler(Wiring wiring) {
        this(new Closing(
                new ExecutionFaults(
                        new DynamoAuditTable(wiring.dynamo(), wiring.setting("AUDIT_TABLE"), wiring.clock())),
                Telling.connect(wiring)::failed));
    }

    CloseExecutionHandler(Closing closing) {
        this.closing = closing;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        EndedExecution ended = Json.MAPPER.readValue(input, EndedExecution.class);
        PowertoolsLogging.initializeLogging(context);
        try {
            Json.MAPPER.writeValue(output, closing.close(ended));
        } finally {
            PowertoolsLogging.clearState(true);
        }
    }
}
