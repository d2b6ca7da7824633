package dev.millrace.simulation;

import dev.millrace.asl.AslDefinition;
import dev.millrace.audit.files.InMemoryAudit;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.testing.InMemoryS3;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/// One life of Millrace in virtual time: the real functions, steps and state machine, with all that is between them
/// and around them simulated. The same seed lives the same life.
final class Simulation {
    static final String LAKE = "lake";
    static final String FAILED = "failed";
    static final int MAX_BYTES = 400;

    private static final Duration BUSY = Duration.ofHours(4);
    private static final Duration HORIZON = Duration.ofDays(10);

    private final long seed;
    private final Timeline timeline = new Timeline();
    private final Fibers fibers = new Fibers(timeline);
    private final Dice dice;
    private final Mishaps mishaps = new Mishaps();
    private final Trace trace;
    private final Network network;
    private final InMemoryS3 buckets;
    private final InMemoryAudit audit;
    private final SimulatedStepFunctions stepFunctions;
    private final Landing landing;
    private final Watch watch;
    private final Partner partner;
    private final Operator operator;
    private final Sweeper sweeper;

    /// @param machine may be used by one simulation at a time
    /// @param traced whether it is noted what happens
    Simulation(long seed, Hardship hardship, Defect defect, AslDefinition machine, boolean traced) {
        this.seed = seed;
        dice = new Dice(seed);
        trace = new Trace(timeline, fibers, traced);
        network = new Network(timeline, fibers, dice, hardship, trace, mishaps);
        buckets = new InMemoryS3(clock());
        var lambda = new Lambda(timeline, fibers, dice, hardship, trace, 1000);
        var s3 = new SimulatedS3(buckets, network, new Poison(fibers, dice, hardship));
        audit = new InMemoryAudit(network, fibers.clock(), clock(), () -> dice.between(Duration.ZERO, hardship.lag()));
        stepFunctions = new SimulatedStepFunctions(defect.deployed(machine), timeline, dice, lambda, network, trace);
        var queue = new UploadQueue(timeline, dice, lambda, defect);
        landing = new Landing(timeline, dice, hardship, buckets, queue, defect);
        watch = new Watch(audit, buckets, landing, trace);
        audit.watch(watch::changed);
        s3.watch(watch::deleting);
        partner = new Partner(timeline, dice, hardship, landing, some(Policy.ALL));
        S3Client listed = defect == Defect.NONE ? s3 : listed(s3, defect);
        var deployment = new Deployment(defect, audit, s3, listed, stepFunctions, network, fibers.clock());
        deployment.deploy(lambda);
        queue.feed(deployment.startIngestion());
        operator = new Operator(timeline, dice, hardship, landing, lambda, audit, deployment.restarts(), mishaps);
        sweeper = new Sweeper(timeline, dice, hardship, lambda, deployment.sweep(), this::isAtRest);
        stepFunctions.onStart(operator::watch);
        stepFunctions.onEnd(new EndListener(timeline, dice, hardship, lambda)::ended);
    }

    /// What came of a life.
    ///
    /// @param violations the promises that were broken; empty when all were kept
    /// @param concerned the objects whose promises were broken, and the other versions of their keys
    record Report(
            long seed,
            int uploads,
            int executions,
            Duration took,
            List<Violation> violations,
            Set<ObjectId> concerned,
            Trace trace) {}

    private Clock clock() {
        InstantSource source = timeline::now;
        return source.withZone(ZoneOffset.UTC);
    }

    /// The bucket as the sweep sees it when it looks for lost events.
    private S3Client listed(S3Client s3, Defect defect) {
        return new OverlookedVersions(
                s3,
                version -> defect.sweepsForLostEvents()
                        && landing.find(version.key(), version.versionId())
                                .filter(defect::sees)
                                .isPresent());
    }

    private List<Policy> some(List<Policy> all) {
        var left = new ArrayList<>(all);
        var chosen = new ArrayList<Policy>();
        for (int i = 0; i < 4; i++) {
            Policy policy = dice.of(left);
            left.remove(policy);
            chosen.add(policy);
        }
        return chosen;
    }

    Timeline timeline() {
        return timeline;
    }

    Landing landing() {
        return landing;
    }

    Partner partner() {
        return partner;
    }

    InMemoryAudit audit() {
        return audit;
    }

    /// Lives the life of some hours in which partners upload so many files, until all is done.
    Report live(int files) {
        network.planOutages(BUSY);
        partner.plan(files, BUSY);
        partner.goOn(BUSY, this::isOpen);
        operator.plan(BUSY.multipliedBy(3), 4);
        return live();
    }

    /// Lives a life in which nothing happens but what was planned on its timeline, until all is done.
    Report live() {
        sweeper.begin();
        boolean more = true;
        while (more && timeline.passed().compareTo(HORIZON) < 0) {
            more = timeline.goOn();
        }
        fibers.killAll();
        return report();
    }

    private boolean isOpen(Uploaded uploaded) {
        return uploaded.deleted == null
                && audit.record(uploaded.oid).filter(r -> r.state().terminal()).isEmpty();
    }

    private boolean isAtRest() {
        return audit.isAtRest()
                && !audit.removalsAreOpen()
                && !audit.owes()
                && landing.uploads().stream().allMatch(u -> u.deleted != null || audit.knows(u.oid));
    }

    private Report report() {
        var violations = new ArrayList<>(watch.violations());
        violations.addAll(new Oracle(audit, buckets, landing, mishaps).judge());
        return new Report(
                seed,
                landing.uploads().size(),
                stepFunctions.executions().size(),
                timeline.passed(),
                List.copyOf(violations),
                concerned(violations),
                trace);
    }

    private Set<ObjectId> concerned(List<Violation> violations) {
        return violations.stream()
                .flatMap(violation -> Stream.ofNullable(violation.object()))
                .flatMap(object -> landing.find(object).stream())
                .flatMap(uploaded -> landing.versions(uploaded).stream())
                .map(uploaded -> uploaded.oid)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
