package dev.millrace.local.jobs;

import dev.millrace.local.Access;
import dev.millrace.local.Home;
import dev.millrace.local.UserError;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Job runs as Spark programs of this machine, each a process in a session of its own. Its log is
/// `logs/jobs/<id of the run>.log` of the home.
final class SparkPrograms implements JobPrograms {
    /// As much of a run's id as fits the name of a session.
    private static final int SHORT_ID = 12;

    private final Home home;
    private final Access access;
    private final String jobsEndpoint;
    private final Roles roles;
    private final JobObjects objects;
    private final Supplier<SparkHome> spark;

    /// @param jobsEndpoint this server's own address
    /// @param spark looked for when a run starts
    SparkPrograms(
            Home home, Access access, String jobsEndpoint, Roles roles, JobObjects objects, Supplier<SparkHome> spark) {
        this.home = home;
        this.access = access;
        this.jobsEndpoint = jobsEndpoint;
        this.roles = roles;
        this.objects = objects;
        this.spark = spark;
    }

    @Override
    public JobProgram start(String run, JobWork work) {
        try {
            RoleSession session = roles.assume(work.role(), work.service(), "job-" + run.substring(0, SHORT_ID));
            Path folder = home.made("jobs/" + run);
            JobFiles files = JobFiles.fetch(objects, session, work, folder);
            var command = new SparkCommand(spark.get(), access, jobsEndpoint, folder, files);
            return launch(command.words(work), command.environment(session), folder, run);
        } catch (UserError trouble) {
            throw new Refusal("InternalServiceException", String.valueOf(trouble.getMessage()));
        }
    }

    private JobProgram launch(List<String> words, Map<String, String> environment, Path folder, String run) {
        File log = home.made("logs/jobs").resolve(run + ".log").toFile();
        var builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new LocalProgram(builder.start(), new LogTail(log.toPath()), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The program of job run %s cannot be started".formatted(run), e);
        }
    }
}
