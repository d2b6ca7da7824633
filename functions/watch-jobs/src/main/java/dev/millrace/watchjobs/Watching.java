package dev.millrace.watchjobs;

import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Jobs;
import dev.millrace.contract.Engine;
import dev.millrace.contract.Printable;
import dev.millrace.engines.Engines;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunNews;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import dev.millrace.flow.jobs.JobHandOver;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears of runs that ended. It may hear of one twice, late, or before its launcher has written down which run it is;
/// what it never hears of, the sweep asks for.
final class Watching {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

    private final Jobs jobs;
    private final Engines engines;
    private final JobHandOver handOver;
    private final Map<Engine, String> owners;

    /// @param owners by engine, the owner of the runs that may be ours, such as the Glue job
    Watching(Jobs jobs, Engines engines, JobHandOver handOver, Map<Engine, String> owners) {
        this.jobs = jobs;
        this.engines = engines;
        this.handOver = handOver;
        this.owners = Map.copyOf(owners);
    }

    WatchAnswer hear(RunNews news) {
        String runId = news.runId();
        if (!news.phase().job().ended() || !isOurs(news)) {
            return WatchAnswer.nothing(runId);
        }
        Optional<Job> known = known(news.engine(), runId);
        Run run = known.map(Job::run).orElse(null);
        if (known.isPresent() && run != null && news.phase() == RunStatus.Phase.SUCCEEDED) {
            return heard(runId, known.get(), told(news, run));
        }
        RunStatus asked = engines.of(news.engine())
                .look(runId)
                .orElseThrow(() -> new ServiceFault("%s does not know run %s, of which it told. It is tried again."
                        .formatted(news.engine().title(), Printable.of(runId, 100))));
        Optional<Job> job = known.or(() -> marked(asked.mark(), runId));
        if (job.isEmpty()) {
            LOG.info("Run {} belongs to no recorded job", Printable.of(runId, 100));
            return WatchAnswer.nothing(runId);
        }
        boolean saysWhy = asked.ended() && asked.message() != null;
        return heard(runId, job.get(), saysWhy ? asked : told(news, asked.run()));
    }

    private boolean isOurs(RunNews news) {
        String owner = news.owner();
        return owner != null && owner.equals(owners.get(news.engine()));
    }

    /// The job whose latest launch has this run.
    private Optional<Job> known(Engine engine, String runId) {
        return jobs.ofRun(engine, runId)
                .flatMap(jobs::find)
                .filter(job -> job.run() != null && job.run().id().equals(runId));
    }

    /// The job whose launch a run is marked with, while its launcher has not written down which run it has.
    private Optional<Job> marked(@Nullable JobMark mark, String runId) {
        return mark == null
                ? Optional.empty()
                : jobs.find(mark.job())
                        .filter(job -> job.mark().equals(mark))
                        .filter(job -> job.run() == null || job.run().id().equals(runId));
    }

    /// What an event tells. EMR Serverless does not say why a run failed, and Glue says more when it is asked.
    private static RunStatus told(RunNews news, Run run) {
        return new RunStatus(
                run,
                null,
                news.phase(),
                news.state(),
                news.phase() == RunStatus.Phase.SUCCEEDED ? null : news.message());
    }

    private WatchAnswer heard(String runId, Job job, RunStatus status) {
        return WatchAnswer.of(runId, handOver.ended(job, status));
    }
}
