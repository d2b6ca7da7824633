package dev.millrace.sweep;

import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.SweepNotes.Place;
import dev.millrace.common.contracts.ContractIndex;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.ingestion.Ingestion;
import dev.millrace.common.ingestion.Upload;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds uploads that no event told of, page by page, and begins them as an event would.
final class LostEvents {
    private static final Logger LOG = LoggerFactory.getLogger(LostEvents.class);

    private final Landed landed;
    private final AuditTable audit;
    private final ContractStore contracts;
    private final Ingestion ingestion;

    LostEvents(Landed landed, AuditTable audit, ContractStore contracts, Ingestion ingestion) {
        this.landed = landed;
        this.audit = audit;
        this.contracts = contracts;
        this.ingestion = ingestion;
    }

    /// Looks through one page.
    ///
    /// @param before only uploads before this time: the event of a later one may still come
    /// @return where to go on
    Place sweep(Place place, Instant before, Findings findings) {
        Landed.Page page = landed.after(place);
        List<Landed.Version> old =
                page.versions().stream().filter(v -> v.at().isBefore(before)).toList();
        findings.count(Findings.Kind.LISTED, page.versions().size());
        Set<ObjectId> known = audit.known(old.stream().map(v -> v.object().id()).toList());
        List<Landed.Version> lost = old.reversed().stream()
                .filter(v -> !known.contains(v.object().id()))
                .toList();
        if (!lost.isEmpty()) {
            begin(lost, findings);
        }
        return page.next();
    }

    /// Oldest first, so that each finds its older neighbour recorded.
    private void begin(List<Landed.Version> lost, Findings findings) {
        ContractIndex current = contracts.current();
        for (Landed.Version version : lost) {
            try {
                ingestion.begin(new Upload(version.object(), version.at(), null, null), current);
                LOG.warn("No event told of {}, uploaded at {}", version.object(), version.at());
                findings.count(Findings.Kind.LOST_EVENTS);
            } catch (RuntimeException e) {
                LOG.error("{} cannot be begun; the next sweep tries again", version.object(), e);
                findings.count(Findings.Kind.TROUBLES);
            }
        }
    }
}
