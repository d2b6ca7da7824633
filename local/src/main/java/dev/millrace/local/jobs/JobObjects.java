package dev.millrace.local.jobs;

import java.nio.file.Path;

/// The objects that a job run's program is made of.
@FunctionalInterface
interface JobObjects {
    /// Fetches one into a folder.
    ///
    /// @param address `s3://` address
    /// @return the file, called as the object is
    /// @throws Refusal when it is not there, or the role may not read it
    Path fetch(RoleSession session, String address, Path folder);
}
