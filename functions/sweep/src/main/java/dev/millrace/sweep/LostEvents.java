package dev.millrace.sweep;

import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.notes.SweepNotes.Pass;
import dev.millrace.audit.notes.SweepNotes.Place;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.ingestion.Ingestion;
import dev.millrace.flow.ingestion.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds uploads that no event told of, page by page, and begins them as an event would.
///
/// S3 lists by key, not by time, so each pass lists everything. But a pass asks the audit table only for versions that
/// are younger than what the last pass knew; once a day, a full pass asks for all of them.
final class LostEvents {
    private static final Logger LOG = LoggerFactory.getLogger(LostEvents.class);

    /// So much older than what is known a version may be that is asked for all the same: S3 dates an upload in parts
    /// by its beginning.
    static final Duration MARGIN = Duration.ofHours(1);

    private static final Duration BETWEEN_FULL_PASSES = Duration.ofHours(24);

    private final Landed landed;
    private final AuditTable audit;
    private final ContractStore contracts;
    private final Ingestion ingestion;
    private final int pages;

    /// @param pages how many pages are listed in one run
    LostEvents(Landed landed, AuditTable audit, ContractStore contracts, Ingestion ingestion, int pages) {
        this.landed = landed;
        this.audit = audit;
        this.contracts = contracts;
        this.ingestion = ingestion;
        this.pages = pages;
    }

    /// Hears how far a pass is.
    interface Progress {
        /// A page is done.
        void at(Pass pass);
    }

    /// Goes on with a pass, or begins another one, until the time is up; at least one page.
    ///
    /// @param before only uploads before this time: the event of a later one may still come
    void sweep(Pass last, Instant before, SweepReport findings, Deadline deadline, Progress progress) {
        Pass pass = last.isOver() ? begun(last, before) : last;
        int page = 0;
        do {
            pass = page(pass, before, findings);
            progress.at(pass);
            page++;
        } while (!pass.isOver() && page < pages && !deadline.isOver());
    }

    private static Pass begun(Pass last, Instant before) {
        Instant lastFull = last.lastFull();
        boolean full = lastFull == null || !lastFull.plus(BETWEEN_FULL_PASSES).isAfter(before);
        return new Pass(Place.BEGINNING, before, full, null, last.known(), lastFull);
    }

    private Pass page(Pass pass, Instant before, SweepReport findings) {
        Landed.Page page = landed.after(pass.place());
        Instant from =
                pass.full() || pass.known() == null ? Instant.MIN : pass.known().minus(MARGIN);
        List<Landed.Version> asked = page.versions().stream()
                .filter(v -> v.at().isBefore(before) && !v.at().isBefore(from))
                .toList();
        findings.count(SweepReport.Kind.LISTED, page.versions().size());
        Set<ObjectId> known = asked.isEmpty()
                ? Set.of()
                : audit.known(asked.stream().map(v -> v.object().id()).toList());
        List<Landed.Version> lost = asked.reversed().stream()
                .filter(v -> !known.contains(v.object().id()))
                .toList();
        Instant failed = lost.isEmpty() ? pass.failed() : begin(lost, findings, pass.failed());
        return after(pass, page.next(), failed);
    }

    /// The pass when a page is done. At its end all is known that was uploaded before it began, but what could not be
    /// begun.
    private static Pass after(Pass pass, Place next, @Nullable Instant failed) {
        if (!next.equals(Place.BEGINNING)) {
            return new Pass(next, pass.before(), pass.full(), failed, pass.known(), pass.lastFull());
        }
        return new Pass(
                next,
                pass.before(),
                false,
                null,
                failed == null ? pass.before() : failed,
                pass.full() ? pass.before() : pass.lastFull());
    }

    /// Oldest first, so that each finds its older neighbour recorded.
    ///
    /// @param failed the oldest that could not be begun so far
    /// @return the oldest that could not be begun; null when there is none
    private @Nullable Instant begin(List<Landed.Version> lost, SweepReport findings, @Nullable Instant failed) {
        ContractIndex current = contracts.current();
        Instant oldest = failed;
        for (Landed.Version version : lost) {
            try {
                ingestion.begin(new Upload(version.object(), version.at(), null, null), current);
                LOG.warn("No event announced {}, uploaded at {}", version.object(), version.at());
                findings.count(SweepReport.Kind.LOST_EVENTS);
            } catch (RuntimeException e) {
                LOG.error("{} cannot be begun; the next sweep tries again", version.object(), e);
                findings.count(SweepReport.Kind.TROUBLES);
                oldest = oldest == null || version.at().isBefore(oldest) ? version.at() : oldest;
            }
        }
        return oldest;
    }
}
