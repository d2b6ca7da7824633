package dev.millrace.notices;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.BatchTries;
import dev.millrace.audit.batches.BatchTries.Tries;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.batches.DynamoBatchTries;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.notices.channels.Notifier;
import dev.millrace.notices.channels.SnsNotifier;
import dev.millrace.notices.text.BatchText;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells owners of batches that failed, or that did not ingest all of their files: once each. What cannot be
/// sent stays owed. A crash between sending and writing that down sends twice rather than never. Of batches
/// that the sweep started because one had failed, owners hear when something else came of them.
public final class BatchNoticeSender {
    private static final Logger LOG = LoggerFactory.getLogger(BatchNoticeSender.class);

    private final Batches batches;
    private final BatchTries tries;
    private final OwnersContracts contracts;
    private final Notifier notifier;
    private final BatchText text;

    BatchNoticeSender(
            Batches batches, BatchTries tries, ContractStore contracts, Notifier notifier, Commands commands) {
        this.batches = batches;
        this.tries = tries;
        this.contracts = new OwnersContracts(contracts);
        this.notifier = notifier;
        this.text = new BatchText(commands);
    }

    /// Tells over the topic of the setting `NOTICES_TOPIC`; reads `AUDIT_TABLE` and `CONTRACTS_BUCKET` too.
    public static BatchNoticeSender connect(Wiring wiring) {
        return new BatchNoticeSender(
                DynamoBatches.connect(wiring),
                DynamoBatchTries.connect(wiring),
                S3ContractStore.connect(wiring),
                new SnsNotifier(wiring),
                Commands.of(wiring));
    }

    /// Tells what a batch owes.
    public SendResult tell(BatchRef ref) {
        return batches.owed().contains(ref) ? send(ref) : SendResult.NOTHING;
    }

    private SendResult send(BatchRef ref) {
        Batch batch = batches.find(ref).orElseThrow(() -> new IllegalStateException("There is no batch " + ref));
        Optional<Tries> ofSweep =
                tries.of(ref.dataset()).filter(tried -> tried.batches().contains(ref.batch()));
        if (ofSweep.filter(Tries::told).isPresent() && saysNothingNew(batch)) {
            batches.told(ref);
            return SendResult.NOTHING;
        }
        notifier.send(text.of(batch, contracts.of(ref.dataset())));
        batches.told(ref);
        ofSweep.filter(tried -> !tried.told()).ifPresent(tried -> tries.write(ref.dataset(), ofSweep, tried.asTold()));
        return SendResult.SENT;
    }

    /// Whether a batch did no more than the one before, which failed. Refused files are told of one by one.
    private static boolean saysNothingNew(Batch batch) {
        BatchCounts counts = batch.counts();
        return batch.state() == BatchState.FAILED || counts.ingested() + counts.rejected() + counts.held() == 0;
    }

    /// Tells what is owed for ten minutes or longer: the executions that were to tell did not. What fails is told of
    /// in the log, and stays owed.
    public SendResults payOwed(Instant now, Deadline deadline) {
        var paid = new SendResults(0, 0, 0);
        for (BatchRef ref : batches.owed()) {
            if (isDue(ref, now.minus(NoticeSender.GRACE))) {
                paid = paid.plus(deadline.isOver() ? SendResults.OWED : pay(ref));
            }
        }
        return paid;
    }

    private boolean isDue(BatchRef ref, Instant before) {
        return batches.find(ref)
                .map(Batch::ended)
                .filter(ended -> ended.isBefore(before))
                .isPresent();
    }

    private SendResults pay(BatchRef ref) {
        try {
            return SendResults.of(send(ref));
        } catch (RuntimeException e) {
            LOG.error("The notice about batch {} cannot be sent; it stays owed", ref, e);
            return SendResults.OWED;
        }
    }
}
