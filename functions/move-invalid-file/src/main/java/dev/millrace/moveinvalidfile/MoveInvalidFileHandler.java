package dev.millrace.moveinvalidfile;

import dev.millrace.common.audit.Claim;
import dev.millrace.common.audit.DynamoAuditTable;
import dev.millrace.common.clients.LambdaWiring;
import dev.millrace.common.clients.Wiring;
import dev.millrace.common.dispatch.Deadline;
import dev.millrace.common.dispatch.StateHandler;
import dev.millrace.common.dispatch.StateTask;
import java.io.IOException;
import software.amazon.awssdk.services.s3.S3Client;

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
        this(wiring, wiring.s3());
    }

    private MoveInvalidFileHandler(Wiring wiring, S3Client s3) {
        this(new Moving(
                new DynamoAuditTable(wiring.dynamo(), wiring.setting("AUDIT_TABLE"), wiring.clock()),
                new S3ObjectMover(
                        s3,
                        wiring.setting("FAILED_BUCKET"),
                        new PartCopy(s3, PartCopy.PART),
                        S3ObjectMover.MAX_SINGLE_COPY)));
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
