package dev.millrace.local.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a job run is to do.
///
/// @param role name or ARN of the role under which it runs
/// @param service that assumes the role, such as `glue.amazonaws.com`
/// @param program `s3://` address of a Python script, or of a jar
/// @param mainClass of a jar; empty when the program is a script
/// @param arguments of the program
/// @param jars `s3://` addresses of jars beside it
/// @param modules `s3://` addresses of Python files beside it
/// @param settings of Spark
/// @param timeout after which it is ended
record JobWork(
        String role,
        String service,
        String program,
        String mainClass,
        List<String> arguments,
        List<String> jars,
        List<String> modules,
        Map<String, String> settings,
        Duration timeout) {
    JobWork {
        arguments = List.copyOf(arguments);
        jars = List.copyOf(jars);
        modules = List.copyOf(modules);
        settings = Map.copyOf(settings);
    }
}
