package dev.millrace.notices;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.incidents.DynamoIncidents;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.landing.FailedPlace;
import dev.millrace.notices.channels.Notifier;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.notices.reports.S3ReportStore;
import dev.millrace.notices.text.Notice;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Records that owners are to be told of, and the notices that they got. The sample contract is in force.
public final class Owners implements AutoCloseable {
    static final Duration WINDOW = Duration.ofMinutes(60);

    final SettableClock clock = new SettableClock();
    public final InMemoryS3 s3 = new InMemoryS3();
    final LocalAuditTable local = new LocalAuditTable();
    public final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    final DynamoOperatorActions operators = new DynamoOperatorActions(local.client(), LocalAuditTable.NAME, clock);
    final List<Notice> sent = new ArrayList<>();
    public final NoticeSender telling;

    private final Commands commands;

    public Owners() {
        this(Commands.AT_HOME);
    }

    /// @param commands of the stack
    public Owners(Commands commands) {
        this.commands = commands;
        this.telling = telling(local.client(), sent::add);
        contracts.apply(Samples.contract("on-arrival"));
    }

    /// One who tells by other means.
    NoticeSender telling(DynamoDbClient dynamo, Notifier notifier) {
        return new NoticeSender(
                new DynamoAuditTable(dynamo, LocalAuditTable.NAME, clock),
                new DynamoIncidents(dynamo, LocalAuditTable.NAME, WINDOW, clock),
                contracts,
                new S3ReportStore(s3, "failed"),
                notifier,
                commands,
                WINDOW);
    }

    public ContractPin pin() {
        return contracts.current().contracts().getFirst().pin();
    }

    /// A new record of the sample dataset.
    public AuditRecord recorded(String key) {
        return recorded(Samples.DATASET, key);
    }

    public AuditRecord recorded(String dataset, String key) {
        var version = new ObjectVersion("landing", key, "v1");
        return create(AuditKey.of(Cadence.ON_ARRIVAL, dataset, version), version, AuditState.NEW);
    }

    public AuditRecord unmatched(String key) {
        var version = new ObjectVersion("landing", key, "v1");
        return claimed(create(AuditKey.unmatched(version), version, AuditState.INVALID));
    }

    private AuditRecord create(AuditKey key, ObjectVersion version, AuditState state) {
        return audit.create(new NewRecord(
                key,
                version,
                state,
                SettableClock.START.minusSeconds(5),
                1234567,
                null,
                null,
                "AWS:ana",
                "arn:aws:states:eu-central-1:111122223333:execution:ingest-file:ing-1",
                null));
    }

    public AuditRecord claimed(AuditRecord record) {
        return audit.claim(record.oid(), "ing-1", "a test", Duration.ofMinutes(10))
                .record();
    }

    public AuditRecord moved(AuditRecord record, Move move) {
        return audit.move(record.claim(), move, "a test").record();
    }

    public AuditRecord held(String key, String reason) {
        return moved(claimed(recorded(key)), new Move.Held(reason));
    }

    /// A file that waits for its set, and whose owners are to be told.
    public AuditRecord waitsForItsSet(String key) {
        String control = "events/orders/_SUCCESS";
        AuditRecord waits =
                moved(claimed(recorded(key)), new Move.Waits("Waits for its control file " + control, control));
        return operators.remind(waits, "It waits", "a test").orElseThrow();
    }

    public AuditRecord failed(String key) {
        return failed(Samples.DATASET, key);
    }

    public AuditRecord failed(String dataset, String key) {
        return moved(
                claimed(recorded(dataset, key)),
                new Move.Failed("ServiceFault: S3 is down, request " + UUID.randomUUID()));
    }

    /// A record that breaks a rule, and whose file was set aside.
    public AuditRecord rejected(String key, String rule) {
        var line = new FindingsReport.Line(rule, 3, "amount", key, "must be something else than " + key);
        FindingsReport report = report(1, List.of(new FindingsReport.Count(rule, "amount", 1)), List.of(line));
        return rejected(claimed(recorded(key)), pin(), report, line.text());
    }

    /// A record that was refused for what a report says, and whose file was set aside.
    public AuditRecord rejected(AuditRecord claimed, @Nullable ContractPin pin, FindingsReport report, String reason) {
        FailedPlace place = FailedPlace.of(claimed);
        s3.put("failed", place.findingsKey(), report.toJson());
        moved(claimed, new Move.Refused(reason, report.total(), place.findingsKey(), null, pin));
        return moved(claimed, new Move.SetAside(place.fileKey()));
    }

    public static FindingsReport report(
            long total, List<FindingsReport.Count> counts, List<FindingsReport.Line> lines) {
        return new FindingsReport(
                "landing",
                "key",
                "v1",
                "0".repeat(64),
                "event_orders",
                "1.0.0",
                "c0ffee",
                1,
                1,
                0,
                null,
                "now",
                total,
                counts,
                lines);
    }

    AuditRecord now(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow();
    }

    /// What the sweep does.
    SendResults sweep(NoticeSender telling) {
        return telling.payOwed(clock.instant(), Deadline.never())
                .plus(telling.summarise(clock.instant(), Deadline.never()));
    }

    /// Lets a window pass, and more than the pauses between two sweeps.
    SendResults sweepAfterTheWindow() {
        clock.pass(WINDOW.plusMinutes(5));
        return sweep(telling);
    }

    public Notice only() {
        if (sent.size() != 1) {
            throw new AssertionError("Not one notice was sent, but " + sent);
        }
        return sent.getFirst();
    }

    @Override
    public void close() {
        local.close();
    }
}
