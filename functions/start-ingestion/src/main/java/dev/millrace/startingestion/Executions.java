package dev.millrace.startingestion;

import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.identity.ObjectVersion;

/// Executions of the state machine `ingest-file`.
interface Executions {
    /// Starts the object's first execution. That it was started before is success.
    void start(ObjectVersion version);

    /// The ARN that the object's first execution has, started or not.
    String arn(ObjectId oid);
}
