package dev.millrace.updatebatch;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.ClaimResult;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.base.identity.ObjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Gives a batch its files, page by page: those of its dataset that wait.
///
/// A page is written down before its files are claimed, so that a step that is repeated after a lost answer
/// claims the same ones.
final class PageListing {
    /// As long as a page takes to come to each of its files, and some more.
    static final Duration LEASE = Duration.ofMinutes(30);

    private final Batches batches;
    private final WaitingList waiting;
    private final AuditTable audit;
    private final OperatorActions operators;

    PageListing(Batches batches, WaitingList waiting, AuditTable audit, OperatorActions operators) {
        this.batches = batches;
        this.waiting = waiting;
        this.audit = audit;
        this.operators = operators;
    }

    /// @param number of the page, from 1
    ListAnswer next(BatchRef ref, int number, String by) {
        Batch batch = batches.find(ref).orElseThrow(() -> new IllegalStateException("There is no batch " + ref));
        for (int page = number; ; page++) {
            List<ObjectId> found = page(batch, page);
            if (found.isEmpty()) {
                return new ListAnswer(ListAnswer.Outcome.NONE_LEFT, page - 1, List.of());
            }
            List<String> claimed = claim(batches.write(ref, page, found), batch, by);
            if (!claimed.isEmpty()) {
                return new ListAnswer(ListAnswer.Outcome.PAGE, page, claimed);
            }
        }
    }

    private List<ObjectId> page(Batch batch, int number) {
        return batches.page(batch.ref(), number).map(BatchPage::files).orElseGet(() -> waiting.choose(batch, number));
    }

    private List<String> claim(BatchPage page, Batch batch, String by) {
        var claimed = new ArrayList<String>();
        for (AuditRecord record : audit.findAll(page.files())) {
            ObjectId oid = record.oid();
            if (record.state() == AuditState.FAILED && WaitingList.mayTake(record, batch)) {
                operators.replay(record, null, by);
            }
            if (audit.enlist(oid, batch.ref().executionName(), batch.executionArn(), by, LEASE)
                    instanceof ClaimResult.Claimed) {
                claimed.add(oid.hex());
            }
        }
        return claimed;
    }
}
