package dev.millrace.harness;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.verification.S3LakePlaces;
import dev.millrace.flow.verification.Verification;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import dev.millrace.testing.aws.InMemoryAws;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/// What `./millrace verify` finds, and what is still to be done. It reaches the account directly.
public final class Checked {
    private static final Duration FAR = Duration.ofDays(365);

    private final InMemoryAws aws;
    private final Clock clock;
    private final DynamoAuditTable audit;
    private final DynamoBatches batches;
    private final DynamoRemovals removals;
    private final DynamoJobs jobs;
    private final S3ContractStore contracts;
    private final GlueTableCatalog catalog;
    private final LakeRows rows;
    private final Verification verification;

    /// @param clock that shows the time
    public Checked(InMemoryAws aws, Clock clock) {
        this.aws = aws;
        this.clock = clock;
        DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
        S3Client s3 = aws.client(S3Client.builder());
        catalog = new GlueTableCatalog(aws.client(GlueClient.builder()));
        audit = new DynamoAuditTable(dynamo, aws.auditTable(), clock);
        batches = new DynamoBatches(dynamo, aws.auditTable(), clock);
        removals = new DynamoRemovals(dynamo, aws.auditTable(), clock);
        jobs = new DynamoJobs(dynamo, aws.auditTable());
        var reader = new AuditReader(dynamo, aws.auditTable());
        contracts = new S3ContractStore(s3, Deployed.CONTRACTS, clock);
        rows = new LakeRows(new S3Places(s3), catalog, Deployed.CATALOG);
        verification = new Verification(
                catalog,
                Deployed.CATALOG,
                contracts,
                new Verification.Records(reader, audit, removals, batches),
                new Verification.Seen(rows, new S3LakePlaces(s3)),
                Commands.AT_HOME,
                clock);
    }

    /// The audit table, reached directly.
    public DynamoAuditTable audit() {
        return audit;
    }

    /// The contracts, reached directly.
    public S3ContractStore contracts() {
        return contracts;
    }

    /// How many rows each object has in a dataset's table; none when there is no table.
    public Map<String, Long> rows(String dataset) {
        return catalog.find(Deployed.CATALOG, dataset).isEmpty() ? Map.of() : rows.byObject(dataset);
    }

    /// What a person would be told to look at.
    ///
    /// @param grace records that changed within it are passed over
    public List<String> violations(Duration grace) {
        return contracts.current().contracts().stream()
                .flatMap(contract -> verification.of(contract, grace).violations().stream())
                .map(String::valueOf)
                .toList();
    }

    /// What Millrace has still to do by itself.
    ///
    /// @param uploaded all files
    public List<String> open(Collection<ObjectVersion> uploaded) {
        var open = new ArrayList<String>();
        for (ObjectVersion object : uploaded) {
            Optional<AuditRecord> record = audit.find(object.id());
            if (record.isEmpty()) {
                open.add(object + " is not recorded");
            } else if (!isClosed(record.get())) {
                open.add("%s is %s, owing %s"
                        .formatted(
                                object,
                                record.get().state(),
                                record.get().course().owed()));
            }
        }
        batches.owed().forEach(batch -> open.add("owners are to hear of batch " + batch));
        for (ContractRef contract : contracts.current().contracts()) {
            String dataset = contract.pin().dataset();
            batches.running(dataset).ifPresent(batch -> open.add("batch %s is RUNNING".formatted(batch.ref())));
        }
        jobs.open().forEach(job -> open.add("job %s is open".formatted(job)));
        removals.due(clock.instant().plus(FAR)).forEach(removal -> open.add("to be removed: " + removal));
        return open;
    }

    private static boolean isClosed(AuditRecord record) {
        boolean ended = record.state().terminal() || record.state() == AuditState.HELD;
        return ended && record.course().owed() == null;
    }

    /// Why the batches of a dataset failed that did, newest first.
    public List<String> failures(String dataset) {
        return batches.of(dataset).stream()
                .filter(batch -> batch.state() == BatchState.FAILED)
                .map(batch -> batch.ref() + " FAILED: " + batch.reason())
                .toList();
    }

    /// Whether nobody was told of any batch of a dataset, though some ended otherwise than well. Of several in a row
    /// owners hear once.
    public boolean isSilent(String dataset) {
        List<Batch> bad = batches.of(dataset).stream()
                .filter(batch -> batch.state() == BatchState.FAILED || batch.state() == BatchState.PARTIAL)
                .toList();
        return !bad.isEmpty()
                && aws.topics().published().stream()
                        .noneMatch(notice -> bad.stream()
                                .anyMatch(batch ->
                                        notice.message().contains(batch.ref().batch())));
    }
}
