package dev.millrace.audit.jobs;

import java.time.Instant;

/// Who launches a job at the moment.
///
/// @param holder unlike any other
/// @param until when another one may take over
public record Lease(String holder, Instant until) {
    /// Whether somebody else must wait.
    public boolean binds(String other, Instant now) {
        return !holder.equals(other) && until.isAfter(now);
    }
}
