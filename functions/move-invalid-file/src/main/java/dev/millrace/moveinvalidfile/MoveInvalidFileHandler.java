package dev.millrace.moveinvalidfile;

import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.StateHandler;
import dev.millrace.base.dispatch.StateTask;
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
        this(new Moving(
                DynamoAuditTable.connect(wiring),
                new S3ObjectMover(wiring.client(S3Client.builder()), wiring.setting("FAILED_BUCKET"))));
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
