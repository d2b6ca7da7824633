package dev.millrace.local.cloud;

/// Hears what a long task is doing.
@FunctionalInterface
public interface StartProgress {
    /// A step begins; `what` is a short phrase, such as `Deploying the template`.
    void step(String what);
}
