package dev.millrace.notifyowners;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.common.audit.DynamoAuditTable;
import dev.millrace.common.clients.Clients;
import dev.millrace.common.clients.Environment;
import dev.millrace.common.contracts.S3ContractStore;
import dev.millrace.common.dispatch.Fault;
import dev.millrace.common.dispatch.StateHandler;
import dev.millrace.common.dispatch.StateTask;
import dev.millrace.common.identity.ObjectId;
import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/// Tells the owners of a dataset what happened to a file, and what to do.
public final class NotifyOwnersHandler extends StateHandler<NotifyOwnersHandler.Step> {
    enum Step {
        NotifyOwners,
        NotifyOwnersAboutHeldFile,
        NotifyOwnersAboutFailure
    }

    /// A claim of a closed record.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Closed(@JsonProperty(required = true) String oid) {}

    /// An execution's input and the fault that ended it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Failed(
            @JsonProperty(required = true) String oid,
            @JsonProperty(required = true) Fault fault) {}

    private final Telling telling;

    public NotifyOwnersHandler() {
        this(Clients.s3());
    }

    private NotifyOwnersHandler(S3Client s3) {
        this(new Telling(
                new DynamoAuditTable(Clients.dynamo(), Environment.required("AUDIT_TABLE"), Clock.systemUTC()),
                new S3ContractStore(s3, Environment.required("CONTRACTS_BUCKET"), Clock.systemUTC()),
                new NoticeText(new S3ReportStore(s3, Environment.required("FAILED_BUCKET"))),
                new SnsNotifier(Clients.of(SnsClient.builder()), Environment.required("NOTICES_TOPIC"))));
    }

    NotifyOwnersHandler(Telling telling) {
        super(Step.class);
        this.telling = telling;
    }

    @Override
    protected NotifyAnswer take(Step step, StateTask task) {
        return switch (step) {
            case NotifyOwners -> telling.rejected(closed(task));
            case NotifyOwnersAboutHeldFile -> telling.held(closed(task));
            case NotifyOwnersAboutFailure -> {
                Failed failed = task.input(Failed.class);
                yield telling.failed(new ObjectId(failed.oid()), failed.fault());
            }
        };
    }

    private static ObjectId closed(StateTask task) {
        return new ObjectId(task.input(Closed.class).oid());
    }
}
