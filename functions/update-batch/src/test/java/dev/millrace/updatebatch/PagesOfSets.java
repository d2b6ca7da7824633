package dev.millrace.updatebatch;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.sets.DynamoFileSets;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.executions.Executions;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.flow.landing.LandingFile;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.flow.sets.Admission;
import dev.millrace.flow.sets.ControlLists;
import dev.millrace.flow.sets.Sets;
import dev.millrace.flow.sets.WaitingFiles;
import dev.millrace.judging.sets.FileFacts;
import dev.millrace.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Takes the pages of batches as `ingest-page` does, where a dataset has control files: each file is claimed,
/// and goes on or waits as its set is.
final class PagesOfSets {
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final BatchOfOrders orders;
    private final Sets sets;

    PagesOfSets(BatchOfOrders orders) {
        this.orders = orders;
        var fileSets = new DynamoFileSets(orders.dynamo, orders.table, orders.clock);
        var restarts = new Restarts(orders.operators, new NoExecutions(), orders.contracts::current);
        this.sets = new Sets(
                fileSets,
                new WaitingFiles(fileSets, orders.audit, orders.operators, restarts),
                new ControlLists(new S3LandingBucket(orders.s3)));
    }

    void controlFile(String template) {
        String yaml = Samples.replaced(
                new String(Samples.contract(), StandardCharsets.UTF_8),
                "customProperties:\n",
                "customProperties:\n  - property: millrace.controlFile\n    value: \"%s\"\n".formatted(template));
        orders.contracts.apply(Samples.replaced(yaml, "events/orders/*.csv", "events/orders/**.csv")
                .getBytes(StandardCharsets.UTF_8));
    }

    AuditRecord landed(String key, String text) {
        String version = orders.s3.put("landing", key, text.getBytes(StandardCharsets.UTF_8));
        return orders.landed(new ObjectVersion("landing", key, version), text.length());
    }

    BatchRef begin() {
        orders.clock.pass(Duration.ofSeconds(1));
        BatchRef ref = BatchRef.at(Samples.DATASET, "daily", orders.clock.instant());
        orders.begun(ref);
        return ref;
    }

    /// A whole batch.
    ///
    /// @param reversed whether the files of each page are come by the last one first
    BatchRef run(boolean reversed) {
        BatchRef ref = begin();
        int page = 1;
        var list = orders.list(ref, page);
        while (list.path("outcome").asText().equals("PAGE")) {
            ingest(ref, List.of(BatchOfOrders.files(list)), reversed);
            list = orders.list(ref, list.path("page").asInt() + 1);
        }
        end(ref);
        return ref;
    }

    void end(BatchRef ref) {
        orders.ask("Prepare Job", ref);
        orders.manifest(ref).ifPresent(manifest -> orders.curated(ref));
        orders.ask("Mark Batch Ingested", ref);
    }

    void ingest(BatchRef ref, List<List<String>> pages, boolean reversed) {
        for (List<String> page : pages) {
            for (String oid : reversed ? page.reversed() : page) {
                orders.clock.pass(Duration.ofMillis(10));
                judge(orders.audit
                        .claim(new ObjectId(oid), ref.executionName(), "a test", LEASE)
                        .record());
            }
        }
    }

    private void judge(AuditRecord record) {
        if (record.state() != AuditState.VALIDATING) {
            return;
        }
        ContractRef contract = orders.contracts.current().of(Samples.DATASET).orElseThrow();
        try {
            if (contract.isControlFile(record.version().key())) {
                var applied = new Move.Applied("A control file", contract.pin());
                sets.apply(
                        record,
                        contract.controlFile().orElseThrow(),
                        applied,
                        record.size(),
                        "a test",
                        Deadline.never());
            } else {
                admit(record, contract);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void admit(AuditRecord record, ContractRef contract) throws IOException {
        var facts = new FileFacts(
                record.version().key(), record.size(), 3, record.oid().hex(), null);
        var file = new LandingFile(new S3LandingBucket(orders.s3), record.version(), record.size(), bytes -> bytes);
        Admission admission =
                sets.admit(record, orders.contracts.load(contract.pin()), facts, file, "a test", Deadline.never());
        if (admission instanceof Admission.Goes) {
            orders.staged(record);
        }
    }

    /// A daily dataset starts none.
    private static final class NoExecutions implements Executions {
        @Override
        public void start(ObjectVersion version, long replays) {
            throw new AssertionError(version + " is started, though its batch takes it");
        }

        @Override
        public String arn(ObjectId oid, long replays) {
            return "arn:" + oid.executionName(replays);
        }

        @Override
        public Status status(String arn) {
            return Status.UNKNOWN;
        }
    }
}
