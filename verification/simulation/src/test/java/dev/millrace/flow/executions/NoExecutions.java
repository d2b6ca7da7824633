package dev.millrace.flow.executions;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;

/// Executions that are never started: a test says itself what comes of each attempt.
public final class NoExecutions implements Executions {
    @Override
    public void start(ObjectVersion version, long replays) {}

    @Override
    public String arn(ObjectId oid, long replays) {
        return "arn:" + oid.executionName(replays);
    }

    @Override
    public Status status(String arn) {
        return Status.ENDED;
    }
}
