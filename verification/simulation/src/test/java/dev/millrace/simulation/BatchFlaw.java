package dev.millrace.simulation;

import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.InMemoryAws;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/// Something that is wrong with batches, as if the code did not do one thing that it does. Each must be found.
enum BatchFlaw {
    /// Nothing is.
    NONE,
    /// Two batches of a dataset run at once.
    NO_LOCK,
    /// A partition that is there already is taken for one that was switched.
    EXISTING_PARTITION_IS_SUCCESS,
    /// Nobody writes that a batch is over, so a run that comes late switches the table all the same.
    NO_MARK,
    /// A run does not look whether its batch is over.
    LATE_RUNS_SWITCH,
    /// What a broken run has switched is not switched back.
    NO_UNDO,
    /// The versions of a key are looked up in one cadence only.
    ONE_CADENCE,
    /// Batches that are owed are never started.
    NO_OWED_BATCHES,
    /// A result is never handed to the state that waits for it, nor is the execution's end heard of.
    DEAF,
    /// Dead batches hold the lock of their dataset for ever.
    DEAD_BATCHES_STAY,
    /// A batch goes on without a look at what its job did.
    NO_COMMIT,
    /// Files that were refused stay where they landed.
    REFUSED_FILES_STAY,
    /// A batch ends after its first page.
    ONE_PAGE;

    /// The state machines as they are deployed.
    UnaryOperator<String> definition() {
        return switch (this) {
            case NO_COMMIT -> text -> text.replace("\"Next\": \"Commit Batch\"", "\"Next\": \"Mark Batch Ingested\"");
            case REFUSED_FILES_STAY ->
                text -> text.replace("\"Next\": \"Move Invalid File To Failed Bucket\"", "\"Next\": \"Nothing To Do\"");
            case ONE_PAGE ->
                text -> text.replace(
                        "$list.outcome = 'PAGE' %}\",\n          \"Next\": \"Ingest Page\"",
                        "$list.outcome = 'PAGE' %}\",\n          \"Next\": \"Mark Batch Ingested\"");
            default -> UnaryOperator.identity();
        };
    }

    /// What a request is answered in place of its service.
    ///
    /// @param by who asks, such as `sweep`
    /// @return null when the service answers it
    @Nullable HttpExecuteResponse answer(HttpExecuteRequest request, AwsCall call, String by) {
        String path = request.httpRequest().encodedPath();
        String operation = call.operation();
        return switch (this) {
            case NO_MARK -> operation.equals("PutObject") && path.endsWith(".closed") ? InMemoryAws.done() : null;
            case LATE_RUNS_SWITCH ->
                operation.equals("GetObject") && path.endsWith(".closed") && by.startsWith("job")
                        ? InMemoryAws.refusal(request, 404, "NoSuchKey")
                        : null;
            case NO_UNDO ->
                operation.equals("GetObject") && path.contains("/_runs/") && path.endsWith(".json")
                        ? InMemoryAws.refusal(request, 404, "NoSuchKey")
                        : null;
            case EXISTING_PARTITION_IS_SUCCESS ->
                operation.equals("BatchUpdatePartition") ? InMemoryAws.done("{\"Errors\":[]}") : null;
            case NO_OWED_BATCHES ->
                operation.equals("StartExecution") && by.equals("sweep")
                        ? InMemoryAws.refusal(request, 400, "ExecutionAlreadyExists")
                        : null;
            case NO_LOCK ->
                operation.equals("GetItem") && InMemoryAws.body(request).contains("{\"S\":\"lock\"}")
                        ? InMemoryAws.done("{}")
                        : null;
            case ONE_CADENCE ->
                operation.equals("Query")
                                && by.contains("UpdateBatch")
                                && InMemoryAws.body(request).contains("\"on-arrival/")
                        ? InMemoryAws.done("{\"Items\":[],\"Count\":0,\"ScannedCount\":0}")
                        : null;
            case DEAF -> operation.startsWith("SendTask") ? InMemoryAws.done("{}") : null;
            case DEAD_BATCHES_STAY ->
                operation.equals("DescribeExecution")
                                && InMemoryAws.body(request).contains(":bat-")
                        ? InMemoryAws.refusal(request, 400, "AccessDeniedException")
                        : null;
            default -> null;
        };
    }

    /// A body of a request to DynamoDB as it is sent.
    String body(String body) {
        return switch (this) {
            case NO_LOCK ->
                body.contains("\"lock#")
                        ? body.replace("\"ConditionExpression\":\"attribute_not_exists(#dataset)\",", "")
                        : body;
            default -> body;
        };
    }
}
