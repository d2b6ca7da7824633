package dev.millrace.moveinvalidfile;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import dev.millrace.base.telemetry.Telemetry;
import dev.millrace.faults.NoSuchObject;
import dev.millrace.faults.StaleClaim;
import dev.millrace.flow.landing.FailedPlace;
import java.io.IOException;

/// Sets a refused object aside: bytes first, then the record.
final class Moving {
    private final AuditTable audit;
    private final ObjectMover mover;

    Moving(AuditTable audit, ObjectMover mover) {
        this.audit = audit;
        this.mover = mover;
    }

    /// @throws StaleClaim when another execution has taken over
    /// @throws IOException when the copy could not be proved; nothing was deleted
    MoveAnswer move(Claim claim, String by) throws IOException {
        AuditRecord record = audit.find(claim.objectId()).orElseThrow(() -> new NoSuchObject(claim.objectId()));
        if (record.fence() != claim.fence()) {
            throw record.refusing(claim);
        }
        if (record.state() == AuditState.REJECTED) {
            return answer(record);
        }
        if (record.state() != AuditState.INVALID) {
            throw record.refusing(claim);
        }
        String key = FailedPlace.of(record).fileKey();
        boolean moved = mover.move(record.version(), key);
        return switch (audit.move(claim, new Move.SetAside(moved ? key : null), by)) {
            case MoveResult.Moved done -> {
                Telemetry.count("FilesRejected", record.key().datasetName(), 1);
                yield answer(done.record());
            }
            case MoveResult.MovedBefore done -> answer(done.record());
            case MoveResult.Refused refused -> throw refused.record().refusing(claim);
        };
    }

    private static MoveAnswer answer(AuditRecord record) {
        return new MoveAnswer(record.oid().hex(), record.state().name(), record.failedKey() != null);
    }
}
