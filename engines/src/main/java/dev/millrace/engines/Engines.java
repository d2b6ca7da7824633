package dev.millrace.engines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.clients.Wiring;
import dev.millrace.contract.Engine;
import dev.millrace.contract.Printable;
import dev.millrace.engines.emrserverless.EmrServerlessEngine;
import dev.millrace.engines.glue.GlueEngine;
import dev.millrace.engines.runs.EngineAdapter;
import dev.millrace.engines.runs.JobLauncher;
import dev.millrace.engines.runs.JobRuns;
import dev.millrace.engines.runs.RunNews;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The engines that are set up.
public final class Engines {
    /// Every engine there is.
    public static final List<EngineAdapter> ALL = List.of(new GlueEngine(), new EmrServerlessEngine());

    private final Map<Engine, JobRuns> runs;

    public Engines(Map<Engine, JobRuns> runs) {
        this.runs = Map.copyOf(runs);
    }

    /// The engines whose settings a function has; each may be `none`.
    public static Engines connect(Wiring wiring) {
        var runs = new EnumMap<Engine, JobRuns>(Engine.class);
        owners(wiring).forEach((adapter, owner) -> runs.put(adapter.engine(), adapter.runs(wiring, owner)));
        return new Engines(runs);
    }

    /// The owners of runs, such as the name of the Glue job, of the engines that are set up.
    public static Map<EngineAdapter, String> owners(Wiring wiring) {
        return ALL.stream()
                .filter(adapter -> wiring.optional(adapter.setting()).isPresent())
                .collect(
                        Collectors.toUnmodifiableMap(adapter -> adapter, adapter -> wiring.setting(adapter.setting())));
    }

    /// Whether an engine is set up.
    public static boolean isSetUp(Wiring wiring, Engine engine) {
        return owners(wiring).keySet().stream().anyMatch(adapter -> adapter.engine() == engine);
    }

    /// What starts runs in the engines that are set up.
    public Launchers launchers(Wiring wiring) {
        var launchers = new EnumMap<Engine, JobLauncher>(Engine.class);
        owners(wiring)
                .forEach((adapter, owner) ->
                        launchers.put(adapter.engine(), adapter.launcher(wiring, owner, of(adapter.engine()))));
        return new Launchers(launchers);
    }

    /// What an event of EventBridge says of a run.
    ///
    /// @param type the event's `detail-type`
    /// @param detail its `detail`
    /// @throws IllegalArgumentException when it is of no engine
    /// @throws JsonProcessingException when its detail is none of such an event
    public static RunNews news(String type, JsonNode detail) throws JsonProcessingException {
        for (EngineAdapter adapter : ALL) {
            if (adapter.eventType().equals(type)) {
                return adapter.news(detail);
            }
        }
        throw new IllegalArgumentException("No event of a job's run: " + Printable.of(type, 100)
                + ". Let the rule pass the following only: "
                + ALL.stream().map(EngineAdapter::eventType).collect(Collectors.joining(", ")));
    }

    /// The runs of an engine.
    ///
    /// @throws IllegalStateException when it is not set up
    public JobRuns of(Engine engine) {
        return Optional.ofNullable(runs.get(engine)).orElseThrow(() -> notSetUp(engine));
    }

    static IllegalStateException notSetUp(Engine engine) {
        return new IllegalStateException(
                "The stack runs no jobs on %s: deploy it so that it does, or let the contract name another engine"
                        .formatted(engine.title()));
    }
}
