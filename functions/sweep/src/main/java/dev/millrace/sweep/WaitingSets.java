package dev.millrace.sweep;

import dev.millrace.audit.sets.FileSets;
import dev.millrace.audit.sets.FileSets.WaitingSet;
import dev.millrace.audit.sets.Member;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.sets.Sets;
import dev.millrace.flow.sets.WaitingFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the sets of which files wait: whoever completed one may have died before letting its files go on. And
/// lets owners be told of files that wait too long.
final class WaitingSets implements Sweep.Part {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingSets.class);
    private static final String BY = "sweep";

    private final FileSets fileSets;
    private final Sets sets;
    private final WaitingFiles waitingFiles;
    private final ContractStore contracts;
    private final Duration patience;

    /// @param patience how long a file may wait before its owners are told
    WaitingSets(FileSets fileSets, Sets sets, WaitingFiles waitingFiles, ContractStore contracts, Duration patience) {
        this.fileSets = fileSets;
        this.sets = sets;
        this.waitingFiles = waitingFiles;
        this.contracts = contracts;
        this.patience = patience;
    }

    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        List<WaitingSet> waiting = fileSets.waiting();
        if (waiting.isEmpty()) {
            return;
        }
        ContractIndex current = contracts.current();
        Sets known = sets.by(current);
        for (WaitingSet set : waiting) {
            if (deadline.isOver()) {
                return;
            }
            try {
                Optional<ControlFile> control = current.of(set.set().dataset()).flatMap(ContractRef::controlFile);
                findings.count(SweepReport.Kind.SETS_RELEASED, known.look(set.set(), control, true, BY, deadline));
                waitingFiles.remind(set.set(), now.minus(patience), BY);
                if (!anyWaits(set)) {
                    fileSets.noneWaits(set);
                }
            } catch (IOException | RuntimeException e) {
                LOG.error("The set of {} cannot be looked at; the next sweep tries again", set.set(), e);
                findings.count(SweepReport.Kind.TROUBLES);
            }
        }
    }

    private boolean anyWaits(WaitingSet set) {
        return fileSets.members(set.set()).stream().map(Member::waiting).anyMatch(waiting -> waiting != null);
    }
}
