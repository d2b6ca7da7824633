package dev.millrace.flow.executions;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;

/// Executions of the state machine `ingest-file`. The name and the input of one depend on the object and the number
/// of its replays alone, so that whoever starts it, an event or the sweep, sends the same bytes.
public interface Executions {
    /// Starts an object's execution. That it was started before is success.
    ///
    /// @param replays how often the object was started again before
    void start(ObjectVersion version, long replays);

    /// The ARN that an object's execution has, started or not.
    String arn(ObjectId oid, long replays);

    /// How an execution stands.
    Status status(String arn);

    /// How an execution stands.
    enum Status {
        /// It is running.
        RUNNING,
        /// It has ended, well or not.
        ENDED,
        /// There is none: it was never started, or has ended more than 90 days ago.
        UNKNOWN
    }
}
