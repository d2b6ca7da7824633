package dev.millrace.closeexecution;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Printable;
import dev.millrace.faults.ServiceFault;
import dev.millrace.flow.batches.BatchClosing;
import dev.millrace.notices.BatchNoticeSender;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes batches whose execution ended by a fault without closing them. A batch whose rows are in the table for good
/// is completed; of any other, the files wait for the next.
final class ClosingBatches {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingBatches.class);
    private static final String BY = "close-execution";

    private final Batches batches;
    private final BatchClosing closing;
    private final BatchNoticeSender telling;

    ClosingBatches(Batches batches, BatchClosing closing, BatchNoticeSender telling) {
        this.batches = batches;
        this.closing = closing;
        this.telling = telling;
    }

    static ClosingBatches connect(Wiring wiring) {
        return new ClosingBatches(
                DynamoBatches.connect(wiring), BatchClosing.connect(wiring), BatchNoticeSender.connect(wiring));
    }

    /// @throws ServiceFault when the time was up before all files were closed; asking again goes on
    CloseAnswer close(EndedExecution ended, Deadline deadline) {
        String execution = ended.detail().name();
        Optional<BatchRef> ref =
                batch(ended).filter(batch -> batches.find(batch).isPresent());
        if (ref.isEmpty()) {
            LOG.warn(
                    "{} ended as {}, but its batch never began",
                    Printable.of(execution),
                    ended.detail().status());
            return new CloseAnswer(execution, null);
        }
        Batch closed = closing.broken(ref.get(), ended.fault().toString(), BY + " of " + execution, deadline)
                .orElseThrow(() -> new ServiceFault(
                        "Not all files of batch %s could be closed in time. It is tried again.".formatted(ref.get())));
        LOG.warn("{} ended as {}; its batch is {}", execution, ended.detail().status(), closed.state());
        telling.tell(ref.get());
        return new CloseAnswer(execution, closed.state().name());
    }

    private static Optional<BatchRef> batch(EndedExecution ended) {
        String input = ended.detail().input();
        if (input == null) {
            return Optional.empty();
        }
        try {
            BatchRef ref = Json.MAPPER.readValue(input, BatchRef.class);
            return Optional.of(ref)
                    .filter(r -> r.executionName().equals(ended.detail().name()));
        } catch (JsonProcessingException e) {
            LOG.warn(
                    "The input of {} names no batch",
                    Printable.of(ended.detail().name()),
                    e);
            return Optional.empty();
        }
    }
}
