package dev.millrace.flow.ingestion;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.base.telemetry.Telemetry;
import dev.millrace.faults.NotReadable;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.executions.Executions;
import dev.millrace.flow.landing.LandingBucket;
import dev.millrace.flow.landing.ObjectHead;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins the ingestion of an uploaded object: audit record first, then the execution. A crash between the two heals
/// when the message is delivered again, or the sweep comes by.
public final class Ingestion {
    private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);

    private static final String NO_CONTRACT = "No data contract's key pattern matches the key";

    private final String landingBucket;
    private final LandingBucket landing;
    private final AuditTable audit;
    private final OperatorActions operators;
    private final Executions executions;
    private final VersionPlacement placing;

    public Ingestion(
            String landingBucket,
            LandingBucket landing,
            AuditTable audit,
            OperatorActions operators,
            Executions executions) {
        this.landingBucket = landingBucket;
        this.landing = landing;
        this.audit = audit;
        this.operators = operators;
        this.executions = executions;
        this.placing = new VersionPlacement(landing, audit, operators);
    }

    /// Records the upload and starts its execution, unless it waits for its batch or is not to be ingested.
    ///
    /// @throws IllegalArgumentException when the object is not in the landing bucket; nothing was asked of any
    ///     service
    public AuditRecord begin(Upload upload, ContractIndex contracts) {
        ObjectVersion version = upload.version();
        if (!version.bucket().equals(landingBucket)) {
            throw new IllegalArgumentException(
                    "The event is about another bucket than the landing bucket " + landingBucket);
        }
        AuditRecord record = audit.find(version.id()).orElseGet(() -> create(upload, contracts));
        if (startsNow(record)) {
            executions.start(version, record.course().replays());
        }
        LOG.info("{} is {} in {}", version, record.state(), record.key().dataset());
        return record;
    }

    private AuditRecord create(Upload upload, ContractIndex contracts) {
        Optional<ObjectHead> head = head(upload.version());
        Optional<AuditRecord> original = head.flatMap(h -> placing.original(upload.version(), h.metadata()));
        boolean announces = contracts.announcing(upload.version().key()).isPresent();
        AuditKey key = contracts
                .owning(upload.version().key())
                .map(c -> AuditKey.of(c.cadence(), c.pin().dataset(), upload.version()))
                .orElseGet(() -> AuditKey.unmatched(upload.version()));
        boolean onArrival = contracts.onArrival(key);
        AuditRecord record = audit.create(
                key,
                upload.version(),
                others -> describe(upload, key, announces, onArrival, head, original, order(upload, original, others)));
        original.filter(o -> o.course().releasedAs() == null)
                .ifPresent(o -> operators.released(o, upload.version().versionId()));
        Telemetry.count("FilesRecorded", record.key().datasetName(), 1);
        return record;
    }

    /// What cannot be read now is recorded all the same, and held when it is to be validated.
    private Optional<ObjectHead> head(ObjectVersion version) {
        try {
            return landing.head(version);
        } catch (NotReadable e) {
            return Optional.empty();
        }
    }

    /// A released version takes a place just after its original's.
    private VersionOrder order(Upload upload, Optional<AuditRecord> original, List<AuditRecord> others) {
        return original.map(o -> o.order().justAfter(Optional.empty())).orElseGet(() -> placing.order(upload, others));
    }

    private NewRecord describe(
            Upload upload,
            AuditKey key,
            boolean announces,
            boolean onArrival,
            Optional<ObjectHead> head,
            Optional<AuditRecord> original,
            VersionOrder order) {
        ObjectVersion version = upload.version();
        String skip = announces ? null : SkippedFiles.reason(version.key()).orElse(null);
        AuditState state = skip != null ? AuditState.IGNORED : unmatched(key) ? AuditState.INVALID : AuditState.NEW;
        return new NewRecord(
                key,
                version,
                state,
                upload.at(),
                head.map(ObjectHead::size).orElse(-1L),
                head.map(ObjectHead::etag).orElse(null),
                upload.sequencer(),
                upload.uploader(),
                skip == null && onArrival ? executions.arn(version.id(), 0) : null,
                skip != null ? skip : unmatched(key) ? NO_CONTRACT : null,
                order,
                original.map(o -> o.oid().hex()).orElse(null),
                original.map(o -> VersionPlacement.isIngestedAgain(o.state())
                                ? o.oid().hex()
                                : o.course().replaces())
                        .orElse(null));
    }

    private static boolean unmatched(AuditKey key) {
        return key.dataset().equals(AuditKey.UNMATCHED);
    }

    /// Only what has not moved on: a message delivered again, even long after the execution's name may be used anew,
    /// starts nothing.
    private static boolean startsNow(AuditRecord record) {
        return record.executionArn() != null
                && (record.state() == AuditState.NEW || record.state() == AuditState.INVALID);
    }
}
