package dev.millrace.local.jobs;

import java.util.Optional;

/// The Glue jobs that were deployed.
@FunctionalInterface
interface JobDefinitions {
    Optional<JobDefinition> find(String name);
}
