package dev.millrace.engines;

import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.JobLauncher;
import java.util.Map;
import java.util.Optional;

/// The launchers of the engines that are set up.
public final class Launchers {
    private final Map<Engine, JobLauncher> launchers;

    public Launchers(Map<Engine, JobLauncher> launchers) {
        this.launchers = Map.copyOf(launchers);
    }

    /// The launcher of an engine.
    ///
    /// @throws IllegalStateException when it is not set up
    public JobLauncher of(Engine engine) {
        return Optional.ofNullable(launchers.get(engine)).orElseThrow(() -> Engines.notSetUp(engine));
    }
}
