package dev.millrace.local.jobs;

import java.time.Duration;
import java.util.Map;

/// A Glue job as the catalog has it.
///
/// @param script `s3://` address
/// @param arguments of every run, unless the run gives others
/// @param fixedArguments of every run, whatever it gives
/// @param concurrentRuns how many there may be at a time
record JobDefinition(
        String name,
        String role,
        String script,
        Map<String, String> arguments,
        Map<String, String> fixedArguments,
        int concurrentRuns,
        Duration timeout) {
    JobDefinition {
        arguments = Map.copyOf(arguments);
        fixedArguments = Map.copyOf(fixedArguments);
    }
}
