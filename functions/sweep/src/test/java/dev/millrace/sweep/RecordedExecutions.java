package dev.millrace.sweep;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.batches.BatchExecutions;
import dev.millrace.flow.executions.Executions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Executions in memory: what was started runs until it is told to end.
final class RecordedExecutions implements Executions, BatchExecutions {
    private final Map<String, Status> known = new HashMap<>();

    Set<String> started() {
        return known.keySet();
    }

    /// As if it had never been started.
    void forget(ObjectId oid, long replays) {
        known.remove(arn(oid, replays));
    }

    void end(ObjectId oid, long replays) {
        known.put(arn(oid, replays), Status.ENDED);
    }

    @Override
    public void start(ObjectVersion version, long replays) {
        known.putIfAbsent(arn(version.id(), replays), Status.RUNNING);
    }

    void end(BatchRef batch) {
        known.put(arn(batch), Status.ENDED);
    }

    @Override
    public String start(BatchRef batch) {
        known.putIfAbsent(arn(batch), Status.RUNNING);
        return arn(batch);
    }

    private static String arn(BatchRef batch) {
        return "arn:execution:" + batch.executionName();
    }

    @Override
    public String arn(ObjectId oid, long replays) {
        return "arn:execution:" + oid.executionName(replays);
    }

    @Override
    public Status status(String arn) {
        return known.getOrDefault(arn, Status.UNKNOWN);
    }
}
