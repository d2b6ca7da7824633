package dev.millrace.watchjobs;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Engine;
import dev.millrace.engines.Engines;
import dev.millrace.engines.runs.RunNews;
import dev.millrace.flow.jobs.JobHandOver;
import dev.millrace.flow.jobs.StepFunctionsWaitingTasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Hands a job's result to the state that waits for it, when EventBridge tells that its run ended.
public final class WatchJobsHandler implements RequestStreamHandler {
    private final Watching watching;

    public WatchJobsHandler() {
        this(new LambdaWiring());
    }

    public WatchJobsHandler(Wiring wiring) {
        this(watching(wiring));
    }

    WatchJobsHandler(Watching watching) {
        this.watching = watching;
    }

    private static Watching watching(Wiring wiring) {
        var jobs = DynamoJobs.connect(wiring);
        return new Watching(
                jobs,
                Engines.connect(wiring),
                new JobHandOver(jobs, StepFunctionsWaitingTasks.connect(wiring), wiring.clock()),
                owners(wiring));
    }

    private static Map<Engine, String> owners(Wiring wiring) {
        var owners = new EnumMap<Engine, String>(Engine.class);
        Engines.owners(wiring).forEach((adapter, owner) -> owners.put(adapter.engine(), owner));
        return owners;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        RunNews news = Json.MAPPER.readValue(input, RunEvent.class).news();
        PowertoolsLogging.initializeLogging(context);
        try {
            Json.MAPPER.writeValue(output, watching.hear(news));
        } finally {
            PowertoolsLogging.clearState(true);
        }
    }
}
