package dev.millrace.notifyowners;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.dispatch.StateHandler;
import dev.millrace.base.dispatch.StateTask;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.notices.BatchNoticeSender;
import dev.millrace.notices.NoticeSender;

/// Tells the owners of a dataset what happened to a file, and what to do.
public final class NotifyOwnersHandler extends StateHandler<NotifyOwnersHandler.Step> {
    enum Step {
        NotifyOwners,
        NotifyOwnersAboutHeldFile,
        NotifyOwnersAboutRemarks,
        NotifyOwnersAboutFailure,
        NotifyOwnersAboutBatch,
        NotifyOwnersAboutFailedBatch
    }

    /// A claim of a closed record.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Closed(@JsonProperty(required = true) String oid) {}

    /// An execution's input and the fault that ended it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Failed(
            @JsonProperty(required = true) String oid,
            @JsonProperty(required = true) Fault fault) {}

    /// A batch that is closed.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OfBatch(@JsonProperty(required = true) BatchRef batch) {}

    private final NoticeSender telling;
    private final BatchNoticeSender batches;

    public NotifyOwnersHandler() {
        this(new LambdaWiring());
    }

    public NotifyOwnersHandler(Wiring wiring) {
        super(Step.class);
        this.telling = NoticeSender.connect(wiring);
        this.batches = BatchNoticeSender.connect(wiring);
    }

    @Override
    protected NotifyAnswer take(Step step, StateTask task, Deadline deadline) {
        return switch (step) {
            case NotifyOwners, NotifyOwnersAboutHeldFile, NotifyOwnersAboutRemarks -> closed(task.input(Closed.class));
            case NotifyOwnersAboutFailure -> failed(task.input(Failed.class));
            case NotifyOwnersAboutBatch, NotifyOwnersAboutFailedBatch -> {
                BatchRef batch = task.input(OfBatch.class).batch();
                yield new NotifyAnswer(batch.toString(), batches.tell(batch));
            }
        };
    }

    private NotifyAnswer closed(Closed closed) {
        return new NotifyAnswer(closed.oid(), telling.tell(new ObjectId(closed.oid())));
    }

    private NotifyAnswer failed(Failed failed) {
        return new NotifyAnswer(failed.oid(), telling.failed(new ObjectId(failed.oid()), failed.fault()));
    }
}
