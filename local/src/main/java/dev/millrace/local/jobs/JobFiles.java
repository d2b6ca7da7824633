package dev.millrace.local.jobs;

import java.nio.file.Path;
import java.util.List;

/// The files that a job run's program is made of, on this machine.
record JobFiles(Path program, List<Path> jars, List<Path> modules) {
    JobFiles {
        jars = List.copyOf(jars);
        modules = List.copyOf(modules);
    }

    /// Fetches what a work names.
    ///
    /// @throws Refusal when something is not there, or the role may not read it
    static JobFiles fetch(JobObjects objects, RoleSession session, JobWork work, Path folder) {
        return new JobFiles(
                objects.fetch(session, work.program(), folder),
                work.jars().stream()
                        .map(address -> objects.fetch(session, address, folder))
                        .toList(),
                work.modules().stream()
                        .map(address -> objects.fetch(session, address, folder))
                        .toList());
    }
}
