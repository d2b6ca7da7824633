package dev.millrace.closeexecution;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.ExecutionFaults;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.Printable;
import dev.millrace.faults.NoSuchObject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes records of ended executions. It may hear of the same end twice, or after the execution itself or the sweep
/// has closed the record: then nothing is left to do.
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private static final String BY = "close-execution";

    private final ExecutionFaults faults;
    private final Owners owners;

    Closing(ExecutionFaults faults, Owners owners) {
        this.faults = faults;
        this.owners = owners;
    }

    /// The owners of a dataset.
    @FunctionalInterface
    interface Owners {
        /// Tells them of the fault that ended an object's execution, once.
        Object tell(ObjectId oid, Fault fault);
    }

    CloseAnswer close(EndedExecution ended) {
        String execution = ended.detail().name();
        Optional<ObjectId> oid = ObjectId.ofExecution(execution);
        if (oid.isEmpty()) {
            LOG.warn("{} is no execution for one object", Printable.of(execution));
            return new CloseAnswer(execution, null);
        }
        Fault fault = ended.fault();
        try {
            AuditRecord record = faults.failed(oid.get(), fault, execution, BY + " of " + execution);
            LOG.warn(
                    "{} ended as {}; its record is {}",
                    execution,
                    ended.detail().status(),
                    record.state());
            if (execution.equals(record.claimant()) || ExecutionFaults.isOf(record, execution)) {
                owners.tell(oid.get(), fault);
            }
            return new CloseAnswer(execution, record.state().name());
        } catch (NoSuchObject e) {
            LOG.warn(
                    "{} ended as {}, but its object was never recorded",
                    execution,
                    ended.detail().status());
            return new CloseAnswer(execution, null);
        }
    }
}
