package dev.millrace.simulation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.dispatch.StateTask;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.json.Json;
import dev.millrace.faults.ServiceFault;
import dev.millrace.notices.NoticeSender;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import software.amazon.awssdk.core.exception.SdkException;

/// The function that the state machine calls to tell owners, and what the sweep does of it.
final class Notices implements RequestStreamHandler {
    private final NoticeSender telling;

    Notices(NoticeSender telling) {
        this.telling = telling;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        StateTask task = Json.MAPPER.readValue(input, StateTask.class);
        var oid = new ObjectId(task.input().path("oid").asText());
        try {
            if (task.input().has("fault")) {
                telling.failed(oid, Json.MAPPER.treeToValue(task.input().path("fault"), Fault.class));
            } else {
                telling.tell(oid);
            }
        } catch (SdkException e) {
            throw new ServiceFault("The notice could not be sent", e);
        }
        output.write("{}".getBytes(StandardCharsets.UTF_8));
    }

    /// Tells what is owed, and what was counted.
    ///
    /// @return how many notices were sent
    long pay(Instant now) {
        return telling.payOwed(now, Deadline.never())
                .plus(telling.summarise(now, Deadline.never()))
                .sent();
    }
}
