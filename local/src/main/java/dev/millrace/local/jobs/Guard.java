package dev.millrace.local.jobs;

import java.util.List;

/// Decides whether callers may do what they ask for.
@FunctionalInterface
interface Guard {
    /// Lets a call pass.
    ///
    /// @param rights what its caller needs, all of them
    /// @throws Refusal when its signature is not good, or its caller may not
    void admit(HttpCall call, List<Right> rights);
}
