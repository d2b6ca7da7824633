package dev.millrace.engines;

import dev.millrace.base.clients.Wiring;
import dev.millrace.engines.emrserverless.EmrJobRuns;
import dev.millrace.engines.glue.GlueJobRuns;
import dev.millrace.engines.runs.Engine;
import dev.millrace.engines.runs.JobRuns;
import java.util.EnumMap;
import java.util.Map;

/// The engines that are set up.
public final class Engines {
    private final Map<Engine, JobRuns> runs;

    public Engines(Map<Engine, JobRuns> runs) {
        this.runs = Map.copyOf(runs);
    }

    /// The engines of a function's settings `GLUE_JOB` and `EMR_APPLICATION`, each of which may be `none`.
    public static Engines connect(Wiring wiring) {
        var runs = new EnumMap<Engine, JobRuns>(Engine.class);
        wiring.optional(GlueJobRuns.JOB).ifPresent(job -> runs.put(Engine.GLUE, GlueJobRuns.connect(wiring, job)));
        wiring.optional(EmrJobRuns.APPLICATION)
                .ifPresent(application -> runs.put(Engine.EMR_SERVERLESS, EmrJobRuns.connect(wiring, application)));
        return new Engines(runs);
    }

    /// The runs of an engine.
    ///
    /// @throws IllegalStateException when it is not set up
    public JobRuns of(Engine engine) {
        JobRuns found = runs.get(engine);
        if (found == null) {
            throw notSetUp(engine);
        }
        return found;
    }

    /// What is said of an engine that is not set up.
    public static IllegalStateException notSetUp(Engine engine) {
        return new IllegalStateException(
                "The stack runs no jobs on %s: deploy it so that it does, or let the contract name another engine"
                        .formatted(engine.title()));
    }
}
