package dev.millrace.local.jobs;

import java.nio.file.Path;
import java.time.Clock;
import javax.net.ssl.SSLContext;

/// The job server: Glue's crawlers and job runs, and EMR Serverless. Other calls of Glue are passed on.
public final class JobServer implements AutoCloseable {
    /// Id of the EMR Serverless application that is always there.
    public static final String EMR_APPLICATION = EmrApplications.GIVEN;

    private final ServedJobRuns runs;
    private final HttpDoor door;

    private JobServer(ServedJobRuns runs, HttpDoor door) {
        this.runs = runs;
        this.door = door;
    }

    /// What it is made of, and may be made of otherwise in tests.
    ///
    /// @param models the folder `botocore/data`
    record Parts(
            Path models,
            RealCrawl crawling,
            Roles roles,
            JobPrograms programs,
            JobDefinitions definitions,
            EventTargets targets,
            Guard guard,
            Front upstream) {}

    /// Opens it.
    ///
    /// @param port 0 for any free one
    static JobServer open(int port, SSLContext tls, Parts parts) {
        var faults = new Faults();
        Clock clock = Clock.systemUTC();
        var events = new JobEvents(parts.targets(), faults);
        var runs = new ServedJobRuns(new JobLife(parts.programs(), faults));
        ServiceModel glue = ServiceModel.of(parts.models(), "glue");
        ServiceModel emr = ServiceModel.of(parts.models(), "emr-serverless");
        Operations jobs = new GlueJobs(runs, parts.definitions(), events, faults, clock);
        Operations crawlers = new ServedCrawlers(parts.crawling(), parts.roles(), faults, clock);
        Guard guard = parts.guard();
        Front otherGlue = new JsonFront("AWSGlue", new Modelled(glue, crawlers), guard, parts.upstream());
        Front forGlue = new JsonFront("AWSGlue", new Modelled(glue, jobs), guard, otherGlue);
        Front forEmr = new RestFront(emr, new Modelled(emr, new EmrJobs(runs, events, faults, clock)), guard);
        Front control = new ControlFront(faults);
        return new JobServer(runs, HttpDoor.open(port, tls, call -> {
            if (call.path().startsWith(ControlFront.PATH)) {
                return control.answer(call);
            }
            return (call.path().startsWith("/applications") ? forEmr : forGlue).answer(call);
        }));
    }

    int port() {
        return door.port();
    }

    /// Takes no more requests, and ends the programs of the job runs that last.
    @Override
    public void close() {
        door.close();
        runs.close();
    }
}
