package dev.millrace.journeys;

import dev.millrace.asl.AslEnd;
import dev.millrace.asl.StandingClock;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.harness.Checked;
import dev.millrace.harness.Deployed;
import dev.millrace.harness.HarnessWiring;
import dev.millrace.harness.InMemoryStack;
import dev.millrace.journeys.LambdaFaults.TaskCall;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.FaultyHttp;
import dev.millrace.testing.aws.InMemoryAws;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// A batch's whole journey: files are uploaded, the schedule starts the batch, its pages judge and stage them, its job
/// curates them, and the sweep looks after what was left. Faults are armed in [#http] (a call of AWS) and [#lambda] (a
/// call of a function).
final class BatchJourney implements AutoCloseable {
    private static final Template TEMPLATE = Template.read();
    private static final Pattern BATCH = Pattern.compile("bat-[0-9a-f]{64}");
    private static final Duration WORK = Duration.ofSeconds(20);
    private static final Duration SWEPT = Duration.ofMinutes(21);

    /// Enough for all tries of a fault that passes: more than four days.
    private static final int MOST_SWEEPS = 300;

    private final BatchScenario scenario;
    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final FaultyHttp http = new FaultyHttp(aws, clock);
    private final LambdaFaults lambda = new LambdaFaults();
    private final StandingClock time = new StandingClock(clock, clock::pass);
    private final Deployed deployed;
    private final InMemoryStack stack;
    private final Checked checked;
    private final Map<ObjectVersion, BatchScenario.Sent> sent = new LinkedHashMap<>();
    private final List<AslEnd> ends = new ArrayList<>();
    private final NavigableMap<Integer, String> starts = new TreeMap<>();
    private int swept;
    private int runs;

    private BatchJourney(BatchScenario scenario) {
        this.scenario = scenario;
        deployed = new Deployed(TEMPLATE, aws, http, clock, List.of(), scenario.settings());
        stack = new InMemoryStack(
                aws,
                time,
                new JourneyMachines(lambda, this::begins),
                new Noted(),
                deployed,
                new HarnessWiring(http, Map.of(), clock, List.of()),
                UnaryOperator.identity());
        checked = new Checked(aws, clock);
        byte[] contract = scenario.contract().getBytes(StandardCharsets.UTF_8);
        if (checked.contracts().apply(contract) instanceof ApplyResult.Refused no) {
            throw new IllegalArgumentException("The contract of '%s' is refused: %s".formatted(scenario, no));
        }
    }

    private final class Noted implements InMemoryStack.Chances {
        @Override
        public String state(boolean succeeded) {
            boolean fails = scenario.mishap() == BatchScenario.Mishap.JOB_FAILS && ++runs == 1 + runsBefore();
            return succeeded && !fails ? "SUCCEEDED" : "FAILED";
        }

        /// The batch of the day before is not meant.
        private int runsBefore() {
            return scenario.before().isEmpty() ? 0 : 1;
        }

        @Override
        public Duration work() {
            return scenario.mishap() == BatchScenario.Mishap.JOB_LASTS ? Duration.ofMinutes(70) : WORK;
        }

        @Override
        public boolean loses(String event) {
            return scenario.mishap() == BatchScenario.Mishap.UNHEARD && event.equals("WatchJobsFunction");
        }

        @Override
        public void ended(String execution, AslEnd end) {
            // Those of pages have names of their own.
            if (BATCH.matcher(execution).matches()) {
                ends.add(end);
            }
        }
    }

    /// Prepares a journey: the batch of the day before is over.
    static BatchJourney of(BatchScenario scenario) {
        var journey = new BatchJourney(scenario);
        if (!scenario.before().isEmpty()) {
            journey.batch(scenario.before());
            journey.clock.pass(Duration.ofDays(1));
        }
        return journey;
    }

    /// Uploads the files, lets the batch come, and goes on until nothing is left to do.
    void travel() {
        batch(scenario.files());
    }

    private void batch(List<BatchScenario.Sent> files) {
        for (BatchScenario.Sent file : files) {
            sent.put(stack.upload(file.key(), file.bytes()), file);
            time.pass(Duration.ofSeconds(5));
        }
        time.pass(Duration.ofMinutes(30));
        stack.batchesAreDue("daily");
        planSweep();
        while (!time.idle()) {
            time.next();
        }
    }

    private void planSweep() {
        time.after(SWEPT, () -> {
            boolean open = !stack.running().isEmpty() || !open().isEmpty();
            if (open && swept < MOST_SWEEPS) {
                swept++;
                stack.sweep();
                planSweep();
            }
        });
    }

    private List<String> open() {
        return checked.open(sent.keySet());
    }

    /// What is not as it should be in the end.
    List<String> wrong() {
        var wrong = new ArrayList<>(deployed.lacking());
        wrong.addAll(open());
        clock.pass(Duration.ofMinutes(1));
        wrong.addAll(checked.violations(Duration.ZERO));
        if (checked.isSilent(Samples.DATASET)) {
            wrong.add("nobody was ever told of " + checked.failures(Samples.DATASET));
        }
        sent.forEach((object, file) -> wrong.addAll(wrong(object, file)));
        long rows = sent.values().stream()
                .filter(file -> file.end() == AuditState.INGESTED)
                .mapToLong(file -> file.content().lines().skip(1).count())
                .sum();
        Map<String, Long> seen = checked.rows(Samples.DATASET);
        if (seen.values().stream().mapToLong(Long::longValue).sum() != rows) {
            wrong.add("there are other than %d rows in the table: %s".formatted(rows, seen));
        }
        if (!wrong.isEmpty()) {
            wrong.addAll(checked.failures(Samples.DATASET).stream().limit(3).toList());
        }
        return wrong;
    }

    private List<String> wrong(ObjectVersion object, BatchScenario.Sent file) {
        Optional<AuditRecord> found = checked.audit().find(object.id());
        if (found.isEmpty()) {
            return List.of(object + " is lost: there is no record");
        }
        AuditRecord record = found.get();
        var wrong = new ArrayList<String>();
        if (record.state() != file.end()) {
            wrong.add("%s is %s, not %s: %s".formatted(object, record.state(), file.end(), record.history()));
        }
        if (file.end() == AuditState.REJECTED) {
            boolean told = aws.topics().published().stream()
                    .anyMatch(notice -> notice.message().contains(record.oid().hex())
                            && "REJECTED".equals(notice.attributes().get("kind")));
            if (!told) {
                wrong.add("the owners of %s were never told".formatted(object));
            }
            if (record.failedKey() == null
                    || aws.s3().bytes(Deployed.FAILED, record.failedKey()).isEmpty()) {
                wrong.add("the bytes of %s are not in the failed bucket".formatted(object));
            }
        }
        return wrong;
    }

    /// How those executions of batches ended that did not end well, though nothing was made to fail them.
    List<AslEnd> badEnds() {
        int expected = scenario.mishap() == BatchScenario.Mishap.JOB_FAILS ? 1 : 0;
        return ends.stream()
                .filter(end -> end.status() != AslEnd.Status.SUCCEEDED)
                .skip(expected)
                .toList();
    }

    /// The functions' way to AWS.
    FaultyHttp http() {
        return http;
    }

    /// The state machines' way to the functions.
    LambdaFaults lambda() {
        return lambda;
    }

    /// Something begins to run. Runs of the job are alike.
    private void begins(String name) {
        starts.put(http.calls().size(), name.startsWith("job ") ? "job" : name);
    }

    /// Each call of AWS fails that a scenario makes when nothing else does, of those that come to it alike within one
    /// invocation of a function, or one run of the job, the first. Those of the sweep take long: they are left out
    /// unless all is wanted.
    ///
    /// @param known the ways to calls that were tried before; those of this scenario come to them
    static List<CallFault> faultsOf(BatchScenario scenario, Set<List<String>> known) {
        try (BatchJourney journey = of(scenario)) {
            int before = journey.http().calls().size();
            journey.travel();
            List<AwsCall> all = journey.http().calls();
            int end = journey.starts.entrySet().stream()
                    .filter(start -> !CallFault.ALL && start.getValue().equals("sweep"))
                    .map(Map.Entry::getKey)
                    .filter(index -> index > before)
                    .findFirst()
                    .orElse(all.size());
            return CallFault.all(all.subList(before, end), i -> journey.way(all, before + i), known);
        }
    }

    /// What ran, and all that it had asked for up to a call.
    private List<String> way(List<AwsCall> calls, int index) {
        Map.Entry<Integer, String> start = starts.floorEntry(index);
        var way = new ArrayList<String>();
        way.add(start.getValue());
        calls.subList(start.getKey(), index + 1).forEach(call -> way.add(CallFault.name(call)));
        return way;
    }

    /// All calls of functions that the state machines make in a scenario when nothing fails.
    static List<TaskCall> tasksOf(BatchScenario scenario) {
        try (BatchJourney journey = of(scenario)) {
            int before = journey.lambda().calls().size();
            journey.travel();
            List<TaskCall> calls = journey.lambda().calls();
            return List.copyOf(calls.subList(before, calls.size()));
        }
    }

    @Override
    public void close() {
        aws.close();
    }
}
