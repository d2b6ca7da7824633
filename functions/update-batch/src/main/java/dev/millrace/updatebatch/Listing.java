package dev.millrace.updatebatch;

import dev.millrace.common.audit.AuditReader;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.Batch;
import dev.millrace.common.audit.BatchPage;
import dev.millrace.common.audit.BatchRef;
import dev.millrace.common.audit.Batches;
import dev.millrace.common.audit.ClaimResult;
import dev.millrace.common.audit.Desk;
import dev.millrace.common.identity.ObjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Gives a batch its files, page by page: the dataset's NEW ones, and those that an earlier batch left FAILED.
///
/// A page is written down before its files are claimed, so that a step that is repeated after a lost answer claims
/// the same ones. The index lags, so each file's own record decides.
final class Listing {
    /// As long as a page takes to come to each of its files, and some more.
    static final Duration LEASE = Duration.ofMinutes(30);

    private final Batches batches;
    private final AuditReader reader;
    private final AuditTable audit;
    private final Desk desk;

    Listing(Batches batches, AuditReader reader, AuditTable audit, Desk desk) {
        this.batches = batches;
        this.reader = reader;
        this.audit = audit;
        this.desk = desk;
    }

    /// @param number of the page, from 1
    ListAnswer next(BatchRef ref, int number, String by) {
        Batch batch = batches.find(ref).orElseThrow(() -> new IllegalStateException("There is no batch " + ref));
        for (int page = number; ; page++) {
            List<ObjectId> found =
                    batches.page(ref, page).map(BatchPage::files).orElseGet(() -> waiting(ref, batch.began()));
            if (found.isEmpty()) {
                return new ListAnswer(ListAnswer.Outcome.NONE_LEFT, page - 1, List.of());
            }
            List<String> claimed = claim(batches.write(ref, page, found), batch, by);
            if (!claimed.isEmpty()) {
                return new ListAnswer(ListAnswer.Outcome.PAGE, page, claimed);
            }
        }
    }

    /// Those that wait since before the batch began, oldest first.
    private List<ObjectId> waiting(BatchRef ref, Instant began) {
        var found = new ArrayList<ObjectId>();
        for (AuditState state : List.of(AuditState.NEW, AuditState.FAILED)) {
            try (Stream<AuditRecord> seen = reader.byDataset(ref.partition(), state, Instant.EPOCH, began)) {
                seen.map(AuditRecord::oid)
                        .gather(Gatherers.windowFixed(BatchPage.MOST))
                        .flatMap(some -> audit.findAll(some).stream())
                        .filter(record -> mayTake(record, ref))
                        .map(AuditRecord::oid)
                        .limit(BatchPage.MOST - found.size())
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static boolean mayTake(AuditRecord record, BatchRef ref) {
        String claimant = record.claimant();
        return switch (record.state()) {
            case NEW -> true;
            case FAILED ->
                claimant != null && claimant.startsWith(BatchRef.EXECUTION) && !claimant.equals(ref.executionName());
            case VALIDATING, VALID, LOADING, INGESTED, INVALID, REJECTED, HELD, SUPERSEDED, GONE, IGNORED, APPLIED ->
                false;
        };
    }

    private List<String> claim(BatchPage page, Batch batch, String by) {
        var claimed = new ArrayList<String>();
        for (AuditRecord record : audit.findAll(page.files())) {
            ObjectId oid = record.oid();
            if (record.state() == AuditState.FAILED && mayTake(record, batch.ref())) {
                desk.replay(record, null, by);
            }
            if (audit.enlist(oid, batch.ref().executionName(), batch.executionArn(), by, LEASE)
                    instanceof ClaimResult.Claimed) {
                claimed.add(oid.hex());
            }
        }
        return claimed;
    }
}
