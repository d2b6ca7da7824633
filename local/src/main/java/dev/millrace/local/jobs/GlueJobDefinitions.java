package dev.millrace.local.jobs;

import dev.millrace.local.Access;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Job;

/// The jobs in the local cloud's catalog.
final class GlueJobDefinitions implements JobDefinitions {
    /// What AWS says for a job that says nothing, of the newest versions of Glue.
    private static final Duration USUAL_TIMEOUT = Duration.ofHours(8);

    private final GlueClient glue;

    GlueJobDefinitions(Access access) {
        glue = access.client(GlueClient.builder());
    }

    @Override
    public Optional<JobDefinition> find(String name) {
        try {
            return Optional.of(definition(glue.getJob(g -> g.jobName(name)).job()));
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private static JobDefinition definition(Job job) {
        Integer runs =
                job.executionProperty() == null ? null : job.executionProperty().maxConcurrentRuns();
        return new JobDefinition(
                job.name(),
                job.role(),
                job.command().scriptLocation(),
                job.defaultArguments(),
                job.nonOverridableArguments(),
                runs == null ? 1 : runs,
                job.timeout() == null ? USUAL_TIMEOUT : Duration.ofMinutes(job.timeout()));
    }
}
