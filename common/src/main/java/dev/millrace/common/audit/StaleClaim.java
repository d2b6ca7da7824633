package dev.millrace.common.audit;

/// A writer's claim is no longer the record's: another execution took over, or closed it. Nothing was written. The
/// state machine ends in `Nothing To Do`, since the other one carries on.
public final class StaleClaim extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StaleClaim(Claim claim, AuditRecord now) {
        super("%s: attempt %d may not write: the record is %s, attempt %d, held by %s"
                .formatted(now.version(), claim.fence(), now.state(), now.fence(), now.claimant()));
    }
}
