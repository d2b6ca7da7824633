package dev.millrace.validatefile;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.executions.Executions;
import java.util.ArrayList;
import java.util.List;

/// Executions in memory, which nobody runs.
final class RecordedExecutions implements Executions {
    final List<String> started = new ArrayList<>();

    @Override
    public void start(ObjectVersion version, long replays) {
        started.add(version.id().executionName(replays));
    }

    @Override
    public String arn(ObjectId oid, long replays) {
        return "arn:execution:" + oid.executionName(replays);
    }

    @Override
    public Status status(String arn) {
        throw new UnsupportedOperationException("Nobody who validates asks for it");
    }
}
