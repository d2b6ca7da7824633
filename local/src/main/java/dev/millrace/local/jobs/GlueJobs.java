package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Glue's job runs; the jobs themselves are in the local cloud.
final class GlueJobs implements Operations {
    private static final String SERVICE = "glue.amazonaws.com";
    private static final int MOST_LISTED = 200;
    private static final int ID_BYTES = 32;

    /// How long StartJobRun waits where the run's event shall come before its answer.
    private static final Duration EARLY_PATIENCE = Duration.ofSeconds(25);

    /// Arguments that Glue heeds itself.
    private static final Set<String> GLUES_OWN = Set.of("--extra-jars", "--extra-py-files");

    private final ServedJobRuns runs;
    private final JobDefinitions definitions;
    private final JobEvents events;
    private final Faults faults;
    private final Clock clock;
    private final SplittableRandom random = new SplittableRandom();
    private final ServedGlueJobRuns described = new ServedGlueJobRuns();

    GlueJobs(ServedJobRuns runs, JobDefinitions definitions, JobEvents events, Faults faults, Clock clock) {
        this.runs = runs;
        this.definitions = definitions;
        this.events = events;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public Set<String> names() {
        return Set.of("StartJobRun", "GetJobRun", "GetJobRuns", "BatchStopJobRun");
    }

    @Override
    public ObjectNode call(String operation, ObjectNode input) {
        return switch (operation) {
            case "StartJobRun" -> start(input);
            case "GetJobRun" ->
                ProtocolJson.object()
                        .set("JobRun", described.of(find(input.path("JobName").asText(), input)));
            case "GetJobRuns" -> list(input);
            case "BatchStopJobRun" -> stop(input);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private ObjectNode start(ObjectNode input) {
        faults.refuse(Faults.Kind.START_JOB_RUN_THROTTLED, "ThrottlingException", "Rate exceeded");
        JobDefinition job = job(input);
        JobRun run = begin(job, input);
        if (faults.next(Faults.Kind.EVENT_EARLY).isPresent()) {
            run.awaitEndTold(EARLY_PATIENCE);
        }
        if (faults.next(Faults.Kind.START_JOB_RUN_ANSWER_LOST).isPresent()) {
            throw new LostAnswer("StartJobRun");
        }
        return ProtocolJson.object().put("JobRunId", run.id());
    }

    private synchronized JobRun begin(JobDefinition job, ObjectNode input) {
        if (runs.open(job.name()) >= job.concurrentRuns()) {
            throw new Refusal("ConcurrentRunsExceededException", "Concurrent runs exceeded for " + job.name());
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = "jr_" + HexFormat.of().formatHex(bytes);
        var run = new JobRun(id, job.name(), work(id, job, input), clock);
        described.keep(run, input);
        runs.start(run, (one, before, now) -> {
            if (now.isEnd()) {
                events.tell(GlueEvents.of(one));
            }
        });
        return run;
    }

    private static JobWork work(String id, JobDefinition job, ObjectNode input) {
        var arguments = new TreeMap<>(job.arguments());
        input.path("Arguments")
                .properties()
                .forEach(one -> arguments.put(one.getKey(), one.getValue().asText()));
        arguments.putAll(job.fixedArguments());
        var words = new ArrayList<>(List.of("--JOB_NAME", job.name(), "--JOB_RUN_ID", id));
        arguments.forEach((name, value) -> {
            if (!GLUES_OWN.contains(name)) {
                words.add(name);
                words.add(value);
            }
        });
        return new JobWork(
                job.role(),
                SERVICE,
                job.script(),
                "",
                words,
                addresses(arguments.getOrDefault("--extra-jars", "")),
                addresses(arguments.getOrDefault("--extra-py-files", "")),
                Map.of(),
                input.has("Timeout") ? Duration.ofMinutes(input.path("Timeout").asLong()) : job.timeout());
    }

    private static List<String> addresses(String list) {
        return list.isBlank() ? List.of() : List.of(list.split(",", -1));
    }

    private ObjectNode list(ObjectNode input) {
        Page<JobRun> page;
        try {
            page = Page.of(runs.of(job(input).name()), input.path("NextToken"), input.path("MaxResults"), MOST_LISTED);
        } catch (NumberFormatException e) {
            throw new Refusal("InvalidInputException", "The token does not belong to this list");
        }
        ObjectNode answer = ProtocolJson.object();
        ArrayNode all = answer.putArray("JobRuns");
        page.items().forEach(run -> all.add(described.of(run)));
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private ObjectNode stop(ObjectNode input) {
        ObjectNode answer = ProtocolJson.object();
        ArrayNode done = answer.putArray("SuccessfulSubmissions");
        ArrayNode errors = answer.putArray("Errors");
        String job = input.path("JobName").asText();
        input.path("JobRunIds").forEach(id -> {
            boolean known = runs.find(job, id.asText()).isPresent();
            if (runs.find(job, id.asText()).filter(JobRun::wantStop).isPresent()) {
                done.addObject().put("JobName", job).put("JobRunId", id.asText());
            } else {
                errors.addObject()
                        .put("JobName", job)
                        .put("JobRunId", id.asText())
                        .putObject("ErrorDetail")
                        .put("ErrorCode", known ? "InvalidInputException" : "EntityNotFoundException")
                        .put("ErrorMessage", known ? "Job run has ended" : "Job run not found");
            }
        });
        return answer;
    }

    private JobRun find(String job, ObjectNode input) {
        String id = input.path("RunId").asText();
        return runs.find(job, id)
                .orElseThrow(() -> new Refusal(
                        "EntityNotFoundException", "Job run %s of job %s does not exist".formatted(id, job)));
    }

    private JobDefinition job(ObjectNode input) {
        String name = input.path("JobName").asText();
        return definitions
                .find(name)
                .orElseThrow(() -> new Refusal(
                        "EntityNotFoundException", "Failed to start job run due to missing metadata: " + name));
    }
}
