package dev.millrace.launchjob;

import dev.millrace.base.clients.Wiring;
import dev.millrace.engines.Engines;
import dev.millrace.engines.emrserverless.EmrJobRuns;
import dev.millrace.engines.glue.GlueJobRuns;
import dev.millrace.engines.runs.Engine;
import java.util.EnumMap;
import java.util.Map;

/// The launchers of the engines that are set up.
final class Launchers {
    private final Map<Engine, JobLauncher> launchers;

    Launchers(Map<Engine, JobLauncher> launchers) {
        this.launchers = Map.copyOf(launchers);
    }

    static Launchers connect(Wiring wiring, Engines engines) {
        var launchers = new EnumMap<Engine, JobLauncher>(Engine.class);
        wiring.optional(GlueJobRuns.JOB)
                .ifPresent(
                        job -> launchers.put(Engine.GLUE, GlueLauncher.connect(wiring, job, engines.of(Engine.GLUE))));
        wiring.optional(EmrJobRuns.APPLICATION)
                .ifPresent(application -> launchers.put(
                        Engine.EMR_SERVERLESS,
                        EmrLauncher.connect(wiring, application, engines.of(Engine.EMR_SERVERLESS))));
        return new Launchers(launchers);
    }

    /// @throws IllegalStateException when it is not set up
    JobLauncher of(Engine engine) {
        JobLauncher found = launchers.get(engine);
        if (found == null) {
            throw Engines.notSetUp(engine);
        }
        return found;
    }
}
