package dev.millrace.startingestion;

import dev.millrace.common.audit.AuditKey;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.NewRecord;
import dev.millrace.common.contracts.ContractIndex;
import dev.millrace.common.contracts.ContractRef;
import dev.millrace.common.identity.ObjectVersion;
import dev.millrace.common.landing.LandingBucket;
import dev.millrace.common.landing.ObjectHead;
import dev.millrace.common.telemetry.Telemetry;
import dev.millrace.contract.Cadence;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins the ingestion of an uploaded object: audit record first, then the execution. A crash between the two heals
/// when the message is delivered again.
final class Ingestion {
    private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);

    private final String landingBucket;
    private final LandingBucket landing;
    private final AuditTable audit;
    private final Executions executions;

    Ingestion(String landingBucket, LandingBucket landing, AuditTable audit, Executions executions) {
        this.landingBucket = landingBucket;
        this.landing = landing;
        this.audit = audit;
        this.executions = executions;
    }

    /// Records the upload and starts its execution, unless it waits for its batch or is not to be ingested.
    ///
    /// @throws BadEvent when the object is not in the landing bucket
    void begin(Upload upload, ContractIndex contracts) {
        ObjectVersion version = upload.version();
        if (!version.bucket().equals(landingBucket)) {
            throw new BadEvent("The event is about another bucket than the landing bucket " + landingBucket);
        }
        AuditRecord record = audit.create(describe(upload, contracts));
        if (startsNow(record)) {
            executions.start(version);
        }
        Telemetry.count("FilesRecorded", record.key().datasetName(), 1);
        LOG.info("{} is {} in {}", version, record.state(), record.key().dataset());
    }

    private NewRecord describe(Upload upload, ContractIndex contracts) {
        ObjectVersion version = upload.version();
        Optional<ObjectHead> head = landing.head(version);
        Optional<ContractRef> contract = contracts.matching(version.key());
        AuditKey key = contract.map(c -> AuditKey.of(c.cadence(), c.pin().dataset(), version))
                .orElseGet(() -> AuditKey.unmatched(version));
        String skip = SkippedFiles.reason(version.key()).orElse(null);
        AuditState state =
                skip != null ? AuditState.IGNORED : contract.isPresent() ? AuditState.NEW : AuditState.INVALID;
        boolean starts = state == AuditState.INVALID
                || contract.filter(Ingestion::onArrival).isPresent();
        return new NewRecord(
                key,
                version,
                state,
                upload.at(),
                head.map(ObjectHead::size).orElse(-1L),
                head.map(ObjectHead::etag).orElse(null),
                upload.sequencer(),
                upload.uploader(),
                starts && skip == null ? executions.arn(version.id()) : null,
                skip != null ? skip : unmatched(state));
    }

    private static @Nullable String unmatched(AuditState state) {
        return state == AuditState.INVALID ? "No data contract's key pattern matches the key" : null;
    }

    private static boolean onArrival(ContractRef contract) {
        return contract.cadence() == Cadence.ON_ARRIVAL;
    }

    /// Only what has not moved on: a message delivered again, even long after the execution's name may be used anew,
    /// starts nothing.
    private static boolean startsNow(AuditRecord record) {
        return record.executionArn() != null
                && (record.state() == AuditState.NEW || record.state() == AuditState.INVALID);
    }
}
