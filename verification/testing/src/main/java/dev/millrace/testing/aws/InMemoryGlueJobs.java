package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs of Glue's jobs, which end when they are told to (Glue API reference, "Job runs").
public final class InMemoryGlueJobs extends JsonServer {
    private static final int MOST = 200;

    private final Clock clock;
    private final Map<String, Integer> jobs = new HashMap<>();
    private final Map<String, ObjectNode> runs = new LinkedHashMap<>();
    private Consumer<String> onStart = run -> {};

    InMemoryGlueJobs(Clock clock) {
        this.clock = clock;
    }

    /// Makes a job.
    ///
    /// @param mostRuns how many runs it may have at a time
    public synchronized String job(String name, int mostRuns) {
        jobs.put(name, mostRuns);
        return name;
    }

    /// Ids of all runs, in the order they were started.
    public synchronized List<String> runs() {
        return List.copyOf(runs.keySet());
    }

    /// The state of a run.
    public synchronized String state(String run) {
        return run(run).path("JobRunState").asText();
    }

    /// The arguments of a run, by their names.
    public synchronized Map<String, String> arguments(String run) {
        var arguments = new HashMap<String, String>();
        run(run).path("Arguments")
                .properties()
                .forEach(argument ->
                        arguments.put(argument.getKey(), argument.getValue().asText()));
        return arguments;
    }

    /// Moves a run to a state.
    ///
    /// @param message why; null for nothing
    public synchronized void move(String run, String state, @Nullable String message) {
        ObjectNode node = run(run).put("JobRunState", state);
        if (message != null) {
            node.put("ErrorMessage", message);
        }
    }

    /// Lets the service forget a run.
    public synchronized void forget(String run) {
        runs.remove(run);
    }

    /// Tells somebody of each run that is started from now on, before its starter gets the answer.
    public synchronized void onStart(Consumer<String> listener) {
        onStart = listener;
    }

    @Override
    ObjectNode carryOut(String operation, ObjectNode request) {
        return switch (operation) {
            case "StartJobRun" -> start(request);
            case "GetJobRun" -> get(request);
            case "GetJobRuns" -> list(request);
            case "BatchStopJobRun" -> stop(request);
            default -> throw notBuilt(operation);
        };
    }

    private ObjectNode start(ObjectNode request) {
        requireHeeded("StartJobRun", request, "JobName", "Arguments");
        String job = known(request);
        int mostRuns = jobs.getOrDefault(job, 0);
        long open = runs.values().stream()
                .filter(r -> r.path("JobName").asText().equals(job) && isOpen(r))
                .count();
        if (open >= mostRuns) {
            throw new Refusal("ConcurrentRunsExceededException", "Concurrent runs exceeded for " + job);
        }
        String id = "jr_" + UUID.randomUUID().toString().replace("-", "");
        ObjectNode run = object().put("Id", id)
                .put("JobName", job)
                .put("Attempt", 0)
                .put("JobRunState", "RUNNING")
                .put("LogGroupName", "/aws-glue/jobs-role-security")
                .put("StartedOn", seconds(clock.instant()));
        run.set("Arguments", request.withObject("/Arguments").deepCopy());
        runs.put(id, run);
        onStart.accept(id);
        return object().put("JobRunId", id);
    }

    private ObjectNode get(ObjectNode request) {
        requireHeeded("GetJobRun", request, "JobName", "RunId");
        ObjectNode answer = object();
        answer.set("JobRun", run(known(request), request.path("RunId").asText()).deepCopy());
        return answer;
    }

    /// Newest first.
    private ObjectNode list(ObjectNode request) {
        requireHeeded("GetJobRuns", request, "JobName", "MaxResults", "NextToken");
        String job = known(request);
        int max = Math.min(request.path("MaxResults").asInt(MOST), MOST);
        int from = request.path("NextToken").asInt(0);
        List<ObjectNode> all = runs.values().stream()
                .filter(r -> r.path("JobName").asText().equals(job))
                .toList()
                .reversed();
        ObjectNode answer = object();
        ArrayNode page = answer.putArray("JobRuns");
        all.stream().skip(from).limit(max).forEach(r -> page.add(r.deepCopy()));
        if (from + max < all.size()) {
            answer.put("NextToken", String.valueOf(from + max));
        }
        return answer;
    }

    /// It answers 200 also for what it does not do.
    private ObjectNode stop(ObjectNode request) {
        requireHeeded("BatchStopJobRun", request, "JobName", "JobRunIds");
        String job = request.path("JobName").asText();
        ObjectNode answer = object();
        ArrayNode done = answer.putArray("SuccessfulSubmissions");
        ArrayNode errors = answer.putArray("Errors");
        request.path("JobRunIds").forEach(id -> {
            ObjectNode run = runs.get(id.asText());
            ObjectNode named = object().put("JobName", job).put("JobRunId", id.asText());
            if (run != null && isOpen(run)) {
                run.put("JobRunState", "STOPPING");
                done.add(named);
            } else {
                String code = run == null ? "EntityNotFoundException" : "IllegalWorkflowStateException";
                named.putObject("ErrorDetail").put("ErrorCode", code).put("ErrorMessage", "It does not run");
                errors.add(named);
            }
        });
        return answer;
    }

    private String known(ObjectNode request) {
        String job = request.path("JobName").asText();
        if (!jobs.containsKey(job)) {
            throw new Refusal("EntityNotFoundException", "Job not found: " + job);
        }
        return job;
    }

    private ObjectNode run(String job, String id) {
        ObjectNode run = run(id);
        if (!run.path("JobName").asText().equals(job)) {
            throw new Refusal("EntityNotFoundException", "Job run not found: " + id);
        }
        return run;
    }

    private ObjectNode run(String id) {
        ObjectNode run = runs.get(id);
        if (run == null) {
            throw new Refusal("EntityNotFoundException", "Job run not found: " + id);
        }
        return run;
    }

    private static boolean isOpen(ObjectNode run) {
        return List.of("STARTING", "RUNNING", "WAITING")
                .contains(run.path("JobRunState").asText());
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
