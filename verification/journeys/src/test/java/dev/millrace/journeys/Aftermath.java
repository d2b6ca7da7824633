package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.harness.Deployed;
import dev.millrace.sweep.SweepHandler;
import dev.millrace.testing.Events;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryStepFunctions.Execution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What comes after a journey: EventBridge tells of executions that failed, the sweep runs at its times, and at last
/// everything is looked at.
final class Aftermath {
    /// Enough for all replays of a fault that passes, and for what is looked at once more.
    static final int MOST_SWEEPS = 20;

    private static final Duration PAUSE = Duration.ofMinutes(21);

    /// How often Lambda tries an event of EventBridge.
    private static final int ATTEMPTS = 3;

    private static final Duration FAR = Duration.ofDays(365);

    private final InMemoryAws aws;
    private final SettableClock clock;
    private final SweepHandler sweep;
    private final RequestStreamHandler closeExecution;
    private final DynamoAuditTable audit;
    private final DynamoRemovals removals;
    private final Set<String> heard = new HashSet<>();

    Aftermath(Deployed deployed, InMemoryAws aws, SettableClock clock) {
        this.aws = aws;
        this.clock = clock;
        this.sweep = deployed.sweep();
        this.closeExecution = deployed.handler("CloseExecutionFunction");
        DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
        this.audit = new DynamoAuditTable(dynamo, aws.auditTable(), clock);
        this.removals = new DynamoRemovals(dynamo, aws.auditTable(), clock);
    }

    /// Whether something is still to be done, by Millrace itself.
    ///
    /// @param others files of the same set, and the state that each is to end in
    boolean isOpen(ObjectVersion object, Map<ObjectVersion, AuditState> others) {
        return audit.find(object.id()).filter(this::isClosed).isEmpty()
                || others.entrySet().stream().anyMatch(other -> !endsAs(other.getKey(), other.getValue()))
                || !removals.due(clock.instant().plus(FAR)).isEmpty();
    }

    private boolean endsAs(ObjectVersion object, AuditState end) {
        return audit.find(object.id())
                .filter(record -> record.state() == end && isClosed(record))
                .isPresent();
    }

    private boolean isClosed(AuditRecord record) {
        boolean ended = record.state().terminal() || record.state() == AuditState.HELD;
        return ended && record.course().owed() == null;
    }

    /// What an execution that just succeeded says of its object, where the audit table says otherwise.
    Optional<String> lie(Execution execution) {
        ObjectId oid = ObjectId.ofExecution(execution.name()).orElseThrow();
        AuditRecord record = audit.find(oid).orElseThrow();
        return isClosed(record)
                ? Optional.empty()
                : Optional.of("execution %s succeeded, but left its object %s, owing %s"
                        .formatted(
                                execution.name(),
                                record.state(),
                                record.course().owed()));
    }

    void hearOfEnds() {
        for (Execution execution : aws.stepFunctions().executions()) {
            if (execution.status().equals("FAILED") && heard.add(execution.arn())) {
                hear(execution);
            }
        }
    }

    private void hear(Execution execution) {
        ObjectId oid = ObjectId.ofExecution(execution.name()).orElseThrow();
        ObjectVersion object = audit.find(oid).orElseThrow().version();
        String event = Events.text(
                        "CloseExecution",
                        Map.of(
                                "Bucket", object.bucket(),
                                "Key", object.key(),
                                "VersionId", object.versionId(),
                                "Oid", oid.hex(),
                                "Region", "eu-central-1",
                                "Account", "111122223333",
                                "StateMachine", Journey.MACHINE))
                .replace("ing-" + oid, execution.name());
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        boolean done = false;
        for (int attempt = 1; attempt <= ATTEMPTS && !done; attempt++) {
            done = hears(bytes);
        }
    }

    private boolean hears(byte[] event) {
        try {
            closeExecution.handleRequest(
                    new ByteArrayInputStream(event), new ByteArrayOutputStream(), new LambdaContext());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /// Runs the sweep. One that fails is followed by the next.
    void sweep() {
        clock.pass(PAUSE);
        try {
            sweep.handleRequest(Map.of(), new LambdaContext());
        } catch (RuntimeException e) {
            // The next one takes up what this one left.
        }
    }

    /// What is not as it should be.
    List<String> wrong(ObjectVersion object, Scenario scenario, Map<ObjectVersion, AuditState> others) {
        Optional<AuditRecord> found = audit.find(object.id());
        if (found.isEmpty()) {
            return List.of("it is lost: there is no record");
        }
        AuditRecord record = found.get();
        var wrong = new ArrayList<String>();
        if (record.state() != scenario.end()) {
            wrong.add("it is %s, not %s: %s".formatted(record.state(), scenario.end(), record.history()));
        }
        if (isOpen(object, others)) {
            wrong.add("it is stuck: owed %s, removals %s"
                    .formatted(
                            record.course().owed(), removals.due(clock.instant().plus(FAR))));
        }
        lookAtRows(object, scenario, others, wrong);
        if (scenario.end() == AuditState.REJECTED) {
            lookAtRefused(record, scenario, wrong);
        } else if (aws.s3().versionsOf(Journey.LANDING, object.key()) == 0) {
            wrong.add("its bytes are gone");
        }
        if (record.remarks() != null || (scenario.end() != AuditState.INGESTED && !needsNobody(record))) {
            lookForNotice(record, scenario, wrong);
        }
        return wrong;
    }

    private static boolean needsNobody(AuditRecord record) {
        return record.state() == AuditState.APPLIED || record.course().waitsFor() != null;
    }

    private void lookAtRows(
            ObjectVersion object, Scenario scenario, Map<ObjectVersion, AuditState> others, List<String> wrong) {
        List<String> rows = aws.s3().keys(Journey.LAKE).stream()
                .filter(key -> key.endsWith(".parquet"))
                .toList();
        long ofOthers = others.values().stream()
                .filter(end -> end == AuditState.INGESTED)
                .count();
        boolean once = rows.size() == 1;
        boolean own = rows.stream().anyMatch(key -> key.endsWith("/" + object.id() + ".parquet"));
        boolean right = switch (scenario.end()) {
            case INGESTED -> rows.size() == ofOthers + 1 && own;
            case HELD -> scenario.earlier().isEmpty() ? rows.isEmpty() : once && !own;
            default -> rows.size() == ofOthers;
        };
        if (!right) {
            wrong.add("rows are lost or doubled: " + rows);
        }
    }

    private void lookAtRefused(AuditRecord record, Scenario scenario, List<String> wrong) {
        Optional<byte[]> copy =
                Optional.ofNullable(record.failedKey()).flatMap(key -> aws.s3().bytes(Journey.FAILED, key));
        byte[] content = scenario.content().getBytes(StandardCharsets.UTF_8);
        if (copy.filter(bytes -> Arrays.equals(bytes, content)).isEmpty()) {
            wrong.add("its bytes are not in the failed bucket");
        }
        if (aws.s3().versionsOf(Journey.LANDING, scenario.key()) != 0) {
            wrong.add("it is still in the landing bucket");
        }
    }

    /// A notice whose answer is lost is sent again rather than never, so that there may be several.
    private void lookForNotice(AuditRecord record, Scenario scenario, List<String> wrong) {
        String kind = record.remarks() == null ? scenario.end().name() : "REMARKS";
        boolean told = aws.topics().published().stream()
                .filter(notice -> notice.message().contains(record.oid().hex()))
                .anyMatch(notice -> kind.equals(notice.attributes().get("kind")));
        if (!told) {
            wrong.add("its owners were never told");
        }
    }
}
