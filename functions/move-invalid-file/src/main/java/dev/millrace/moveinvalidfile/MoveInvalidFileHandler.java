package dev.millrace.moveinvalidfile;

import dev.millrace.common.audit.Claim;
import dev.millrace.common.audit.DynamoAuditTable;
import dev.millrace.common.clients.LambdaWiring;
import dev.millrace.common.clients.Wiring;
import dev.millrace.common.dispatch.Deadline;
import dev.millrace.common.dispatch.StateHandler;
import dev.millrace.common.dispatch.StateTask;
import java.io.IOException;

/// Moves a refused object to the failed bucket, with proof.
public final class MoveInvalidFileHandler extends StateHandler<MoveInvalidFileHandler.Step> {
    enum Step {
        MoveInvalidFileToFailedBucket
    }

    private final Moving moving;

    public MoveInvalidFileHandler() {
        this(new LambdaWiring());
    }

    public MoveInvalidFileHandler(Wiring wiring) {
        this(new Moving(
                new DynamoAuditTable(wiring.dynamo(), wiring.setting("AUDIT_TABLE"), wiring.clock()),
                new S3ObjectMover(wiring.s3(), wiring.setting("FAILED_BUCKET"))));
    }

    MoveInvalidFileHandler(Moving moving) {
        super(Step.class);
        this.moving = moving;
    }

    @Override
    protected MoveAnswer take(Step step, StateTask task, Deadline deadline) throws IOException {
        return switch (step) {
            case MoveInvalidFileToFailedBucket -> moving.move(task.input(Claim.class), task.by());
        };
    }
}
