package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// EMR Serverless: applications and their job runs.
final class EmrJobs implements Operations {
    private static final String SERVICE = "emr-serverless.amazonaws.com";
    private static final int USUALLY_LISTED = 50;
    private static final long USUAL_TIMEOUT_MINUTES = 720;
    private static final Duration EARLY_PATIENCE = Duration.ofSeconds(25);

    private final ServedJobRuns runs;
    private final EmrApplications applications;
    private final ServedEmrJobRuns described;
    private final JobEvents events;
    private final Faults faults;
    private final Clock clock;
    private final EmrIds ids = new EmrIds();

    /// The run that a client token started, by application and token.
    private final Map<List<String>, JobRun> byToken = new HashMap<>();

    EmrJobs(ServedJobRuns runs, JobEvents events, Faults faults, Clock clock) {
        this.runs = runs;
        this.applications = new EmrApplications(clock);
        this.described = new ServedEmrJobRuns(applications);
        this.events = events;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public Set<String> names() {
        return Set.of("CreateApplication", "GetApplication", "StartJobRun", "GetJobRun", "ListJobRuns", "CancelJobRun");
    }

    @Override
    public ObjectNode call(String operation, ObjectNode input) {
        return switch (operation) {
            case "CreateApplication" -> applications.create(input);
            case "GetApplication" -> ProtocolJson.object().set("application", application(input));
            case "StartJobRun" -> start(input);
            case "GetJobRun" -> ProtocolJson.object().set("jobRun", described.of(find(input)));
            case "ListJobRuns" -> list(input);
            case "CancelJobRun" -> cancel(find(input));
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private ObjectNode start(ObjectNode input) {
        faults.refuse(Faults.Kind.START_JOB_RUN_THROTTLED, "ThrottlingException", "Rate exceeded");
        JobRun run = begin(application(input).path("applicationId").asText(), input);
        if (faults.next(Faults.Kind.EVENT_EARLY).isPresent()) {
            run.awaitEndTold(EARLY_PATIENCE);
        }
        if (faults.next(Faults.Kind.START_JOB_RUN_ANSWER_LOST).isPresent()) {
            throw new LostAnswer("StartJobRun");
        }
        return ProtocolJson.object()
                .put("applicationId", run.owner())
                .put("jobRunId", run.id())
                .put("arn", described.arn(run));
    }

    private synchronized JobRun begin(String application, ObjectNode input) {
        List<String> token = List.of(application, input.path("clientToken").asText());
        Optional<JobRun> before = Optional.ofNullable(byToken.get(token));
        if (before.isPresent()) {
            if (!described.request(before.get().id()).equals(input)) {
                throw new Refusal(
                        "ConflictException", "The client token was used for another request: " + token.getLast());
            }
            return before.get();
        }
        var run = new JobRun(ids.next(), application, work(input), clock);
        described.keep(run.id(), input);
        byToken.put(token, run);
        tell(run, "SUBMITTED", "PENDING");
        tell(run, "PENDING", "SCHEDULED");
        runs.start(run, this::changed);
        return run;
    }

    private void changed(JobRun run, JobRun.State before, JobRun.State now) {
        if (now == JobRun.State.TIMEOUT) {
            tell(run, ServedEmrJobRuns.word(before), "CANCELLING");
            events.tell(EmrEvents.of(described.of(run), run, "CANCELLING", ServedEmrJobRuns.word(now)));
        } else if (now.isEnd()) {
            events.tell(
                    EmrEvents.of(described.of(run), run, ServedEmrJobRuns.word(before), ServedEmrJobRuns.word(now)));
        } else {
            tell(run, ServedEmrJobRuns.word(before), ServedEmrJobRuns.word(now));
        }
    }

    private void tell(JobRun run, String before, String now) {
        events.tellOfProgress(EmrEvents.of(described.of(run), run, before, now));
    }

    private static JobWork work(ObjectNode input) {
        JsonNode submit = input.path("jobDriver").path("sparkSubmit");
        if (submit.isMissingNode()) {
            throw new Refusal("ValidationException", "At home a job run has a jobDriver.sparkSubmit");
        }
        SubmitParameters parameters =
                SubmitParameters.of(submit.path("sparkSubmitParameters").asText());
        var arguments = new ArrayList<String>();
        submit.path("entryPointArguments").forEach(argument -> arguments.add(argument.asText()));
        return new JobWork(
                input.path("executionRoleArn").asText(),
                SERVICE,
                submit.path("entryPoint").asText(),
                parameters.mainClass(),
                arguments,
                parameters.jars(),
                parameters.modules(),
                parameters.settings(),
                Duration.ofMinutes(input.path("executionTimeoutMinutes").asLong(USUAL_TIMEOUT_MINUTES)));
    }

    private ObjectNode list(ObjectNode input) {
        var states = new HashSet<String>();
        input.path("states").forEach(state -> states.add(state.asText()));
        List<JobRun> all = runs.of(application(input).path("applicationId").asText()).stream()
                .filter(run -> states.isEmpty()
                        || states.contains(ServedEmrJobRuns.word(run.snapshot().state())))
                .filter(run -> wasMadeInTime(run, input))
                .toList();
        ObjectNode answer = ProtocolJson.object();
        ArrayNode listed = answer.putArray("jobRuns");
        try {
            Page<JobRun> page = Page.of(all, input.path("nextToken"), input.path("maxResults"), USUALLY_LISTED);
            page.items().forEach(run -> listed.add(described.summary(run)));
            page.next().ifPresent(token -> answer.put("nextToken", token));
            return answer;
        } catch (NumberFormatException e) {
            throw new Refusal("ValidationException", "The token does not belong to this list");
        }
    }

    private static boolean wasMadeInTime(JobRun run, ObjectNode input) {
        BigDecimal made = ProtocolJson.seconds(run.snapshot().started());
        JsonNode after = input.path("createdAtAfter");
        JsonNode before = input.path("createdAtBefore");
        return (after.isMissingNode() || made.compareTo(after.decimalValue()) >= 0)
                && (before.isMissingNode() || made.compareTo(before.decimalValue()) <= 0);
    }

    private static ObjectNode cancel(JobRun run) {
        if (!run.wantStop()) {
            throw new Refusal("ValidationException", "Job run %s has ended".formatted(run.id()));
        }
        return ProtocolJson.object().put("applicationId", run.owner()).put("jobRunId", run.id());
    }

    private JobRun find(ObjectNode input) {
        String id = input.path("jobRunId").asText();
        return runs.find(application(input).path("applicationId").asText(), id)
                .orElseThrow(() -> new Refusal("ResourceNotFoundException", "Job run %s does not exist".formatted(id)));
    }

    private ObjectNode application(ObjectNode input) {
        return applications.get(input.path("applicationId").asText());
    }
}
