package dev.millrace.simulation;

import dev.millrace.asl.AslEnd;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.harness.Checked;
import dev.millrace.harness.Deployed;
import dev.millrace.harness.HarnessWiring;
import dev.millrace.harness.InMemoryStack;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.InMemoryAws;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One life of daily datasets: files come early and late, in versions, good and bad; batches are due, started twice
/// and by people; contracts change; machines, calls, events and runs of jobs fail at any moment. The functions and
/// state machines are those that are shipped, over AWS in memory. The same seed lives the same life, but for what
/// functions do in threads of their own.
final class BatchLife {
    private static final Template TEMPLATE = Template.read();
    private static final Duration BUSY = Duration.ofHours(36);
    private static final Duration LONGEST = Duration.ofDays(4);
    private static final Duration SWEPT = Duration.ofMinutes(75);
    private static final Pattern MAY_BE_LOADED_AGAIN = Pattern.compile("dataset=changing.* is (NEW|VALIDATING|VALID),");

    private static final Duration LOOKED = Duration.ofHours(4);
    private static final List<String> DATASETS = List.of("daily_replaced", "daily_added", "changing");

    private final Timeline timeline = new Timeline();
    private final Fibers fibers = new Fibers(timeline);
    private final Dice dice;
    private final Hardship hardship;
    private final Trace trace;
    private final InMemoryAws aws;
    private final Clock clock;
    private final Network network;
    private final InMemoryStack stack;
    private final Checked checked;
    private final Map<ObjectVersion, Sent> sent = new LinkedHashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> applied = new HashMap<>();
    private int names;

    /// An upload.
    ///
    /// @param number counts the versions of its key
    private record Sent(String dataset, String key, int number, boolean good) {}

    /// @param traced whether it is noted what happens
    BatchLife(long seed, Hardship hardship, BatchFlaw flaw, boolean traced) {
        this.dice = new Dice(seed);
        this.hardship = hardship;
        trace = new Trace(timeline, fibers, traced);
        InstantSource source = timeline::now;
        clock = source.withZone(ZoneOffset.UTC);
        aws = new InMemoryAws(clock);
        aws.dynamo().lagging(() -> dice.between(Duration.ZERO, hardship.lag()));
        network = new Network(timeline, fibers, dice, hardship, trace, new Mishaps());
        var http = new SimulatedHttp(aws, network, fibers, flaw);
        var lambda = new Lambda(timeline, fibers, dice, hardship, trace, 1000);
        var deployed = new Deployed(
                TEMPLATE, aws, http, fibers.clock(), List.of(), Map.of("DAILY_BATCHES", "cron(0 2 * * ? *)"));
        stack = new InMemoryStack(
                aws,
                new SimulatedTime(timeline, dice),
                new SimulatedMachines(lambda),
                new Chance(),
                deployed,
                new HarnessWiring(http, Map.of(), fibers.clock(), List.of()),
                flaw.definition());
        checked = new Checked(aws, clock);
    }

    private final class Chance implements InMemoryStack.Chances {
        @Override
        public double share() {
            return dice.share();
        }

        @Override
        public Duration around(Duration usual) {
            return dice.mostlyShort(usual.dividedBy(4), usual.multipliedBy(4));
        }

        @Override
        public Duration work() {
            return dice.chance(hardship.stall() * 10)
                    ? dice.between(Duration.ofMinutes(30), Duration.ofMinutes(200))
                    : around(Duration.ofSeconds(60));
        }

        @Override
        public boolean loses(String event) {
            return dice.chance(event.equals("upload") ? hardship.lostEvent() : hardship.unheard());
        }

        @Override
        public boolean repeats(String event) {
            return dice.chance(hardship.repeatedEvent());
        }

        @Override
        public String state(boolean succeeded) {
            boolean lost = dice.chance(hardship.broken());
            return succeeded && !lost ? "SUCCEEDED" : dice.of(List.of("FAILED", "TIMEOUT", "ERROR"));
        }

        @Override
        public void entered(String execution, String state) {
            trace.note(() -> execution.substring(0, 12) + " enters " + state);
            // Where it is decided whether a batch's rows are in the table for good, the most can go wrong.
            boolean decides = state.equals("Commit Batch") || state.equals("Mark Batch Failed");
            if (dice.chance(decides ? hardship.aborted() * 3 : hardship.aborted() / 10)) {
                Duration soon = decides ? Duration.ofSeconds(2) : Duration.ofMinutes(3);
                stack.running().stream()
                        .filter(arn -> arn.endsWith(":" + execution))
                        .findFirst()
                        .ifPresent(arn -> timeline.in(dice.between(Duration.ZERO, soon), () -> stack.abort(arn)));
            }
        }

        @Override
        public void ended(String execution, AslEnd end) {
            trace.note(() -> execution.substring(0, 12) + " ends as " + end.status() + " " + end.error());
            if (execution.startsWith("bat-")) {
                look();
            }
        }
    }

    /// Lives it, until a promise is broken.
    ///
    /// @return the promises that were broken
    List<String> live(int files) {
        DATASETS.forEach(dataset -> apply(dataset, dataset.equals("changing") ? "on-arrival" : "daily", 0));
        network.planOutages(BUSY);
        for (int i = 0; i < files; i++) {
            timeline.in(dice.between(Duration.ZERO, BUSY), this::upload);
        }
        for (int day = 0; day < 2; day++) {
            Duration due = Duration.ofHours(2).plusDays(day);
            timeline.in(due, () -> stack.batchesAreDue("daily"));
            if (dice.chance(hardship.repeatedEvent())) {
                timeline.in(due.plusSeconds(30), () -> stack.batchesAreDue("daily"));
            }
        }
        for (int i = 0; i < 3; i++) {
            timeline.in(dice.between(Duration.ZERO, BUSY), () -> stack.batchesAreDue("daily"));
        }
        planChanges();
        timeline.in(LOOKED, this::lookNowAndThen);
        timeline.in(SWEPT, this::sweep);
        boolean more = true;
        while (more && timeline.passed().compareTo(LONGEST) < 0 && violations.isEmpty()) {
            more = timeline.goOn();
        }
        fibers.killAll();
        if (violations.isEmpty()) {
            judge();
        }
        return violations.stream().distinct().toList();
    }

    /// A dataset goes over from single files to batches at some moment, and not back (`contract apply` sees to
    /// that). New versions of contracts come at any.
    private void planChanges() {
        timeline.in(dice.between(Duration.ZERO, BUSY), this::goOver);
        for (String dataset : List.of("daily_replaced", "daily_added")) {
            timeline.in(dice.between(Duration.ZERO, BUSY), () -> apply(dataset, "daily", 1));
            timeline.in(dice.between(Duration.ofHours(25), Duration.ofHours(26)), () -> apply(dataset, "daily", 2));
        }
    }

    /// Files that are being loaded when the first batch of their dataset moves their partition may be missed (decision
    /// 0021): a person waits for them.
    private void goOver() {
        boolean loads = stack.running().stream().anyMatch(arn -> arn.contains(":ing-"));
        if (loads) {
            timeline.in(Duration.ofMinutes(7), this::goOver);
        } else {
            apply("changing", "daily", 1);
        }
    }

    private void lookNowAndThen() {
        look();
        if (timeline.passed().compareTo(BUSY) < 0) {
            timeline.in(LOOKED, this::lookNowAndThen);
        }
    }

    /// What `./millrace verify` finds at this moment. Rows of a file on arrival whose load broke off may be there
    /// until it is loaded again.
    private void look() {
        checked.violations(Duration.ZERO).stream()
                .filter(found -> !found.contains("is FAILED")
                        && !MAY_BE_LOADED_AGAIN.matcher(found).find())
                .forEach(found -> violations.add("at " + timeline.passed() + ": " + found));
    }

    private void sweep() {
        boolean busy = timeline.passed().compareTo(BUSY) < 0 || !stack.running().isEmpty() || !open().isEmpty();
        if (busy) {
            if (!dice.chance(hardship.missedSweep() / 2)) {
                stack.sweep();
            }
            timeline.in(SWEPT, this::sweep);
        }
    }

    private List<String> open() {
        return checked.open(sent.keySet());
    }

    private void upload() {
        String dataset = dice.of(DATASETS);
        String key = "%s/file-%d.csv".formatted(dataset, dice.chance(0.6) ? dice.between(1, 4) : 100 + names++);
        boolean good = dice.chance(0.85);
        int number = versions.merge(key, 1, Integer::sum);
        String text = "number,word\n%s,a\n%d,b\n".formatted(good ? String.valueOf(names++) : "none", names++);
        ObjectVersion object = stack.upload(key, text.getBytes(StandardCharsets.UTF_8));
        sent.put(object, new Sent(dataset, key, number, good));
        trace.note(() -> "uploaded " + object + (good ? "" : ", which is bad"));
    }

    private void apply(String dataset, String cadence, int version) {
        String yaml = Policy.yaml(dataset, "*", "1.%d.0".formatted(version), """
                  - {property: millrace.cadence, value: %s}
                  - {property: millrace.onNewVersion, value: %s}
                  - {property: millrace.onDuplicate, value: load}
                """.formatted(
                        cadence, dataset.equals("daily_added") ? "append" : "replace"));
        if (version < applied.getOrDefault(dataset, 0)) {
            return;
        }
        applied.put(dataset, version);
        ApplyResult result = checked.contracts().apply(yaml.getBytes(StandardCharsets.UTF_8));
        trace.note(() -> "contract of %s, version %d, is %s".formatted(dataset, version, cadence));
        if (result instanceof ApplyResult.Refused no) {
            throw new IllegalStateException("The contract is refused: " + no);
        }
    }

    private void judge() {
        open().forEach(what -> violations.add("nothing is stuck: " + what));
        checked.violations(Duration.ZERO).forEach(found -> violations.add("in the end: " + found));
        DATASETS.stream()
                .filter(checked::isSilent)
                .forEach(dataset -> violations.add("notices: nobody was told of " + checked.failures(dataset)));
        var byKey = new TreeMap<String, List<Map.Entry<ObjectVersion, Sent>>>();
        sent.entrySet()
                .forEach(entry -> byKey.computeIfAbsent(entry.getValue().key(), k -> new ArrayList<>())
                        .add(entry));
        byKey.values().forEach(this::judgeKey);
    }

    private void judgeKey(List<Map.Entry<ObjectVersion, Sent>> ofKey) {
        int newest = ofKey.stream()
                .map(Map.Entry::getValue)
                .filter(Sent::good)
                .mapToInt(Sent::number)
                .max()
                .orElse(0);
        for (Map.Entry<ObjectVersion, Sent> entry : ofKey) {
            Optional<AuditRecord> record = checked.audit().find(entry.getKey().id());
            if (record.isPresent() && record.get().state().terminal()) {
                Sent file = entry.getValue();
                AuditState state = record.get().state();
                boolean appended = file.dataset().equals("daily_added");
                boolean right = !file.good()
                        ? state == AuditState.REJECTED
                        : (appended || file.number() == newest)
                                ? state == AuditState.INGESTED
                                : state == AuditState.SUPERSEDED;
                // What struck a good file down again and again looks like its own fault.
                boolean struck = state == AuditState.REJECTED
                        && String.valueOf(record.get().reason()).contains("could not be validated");
                if (!right && !struck) {
                    violations.add("the right end: %s, %s, version %d of %d, is %s (%s)"
                            .formatted(
                                    entry.getKey(),
                                    file.good() ? "good" : "bad",
                                    file.number(),
                                    newest,
                                    state,
                                    record.get().reason()));
                }
            }
        }
    }

    /// What happened.
    Trace trace() {
        return trace;
    }
}
