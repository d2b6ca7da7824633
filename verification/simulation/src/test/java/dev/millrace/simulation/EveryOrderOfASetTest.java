package dev.millrace.simulation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.asl.AslDefinition;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.simulation.Simulation.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Three files and their control file, and all orders in which they, and their events, may come: whatever the order,
/// each file is loaded once, and none before its set is complete (which [Watch] sees to). Nothing goes wrong
/// otherwise.
///
/// | Test | Uploads | Events |
/// |---|---|---|
/// | orders of events | files, then the control file | all, each also with any one twice; one by one and at once |
/// | orders of uploads | all orders | as the uploads |
/// | lost events | files, then the control file | all orders of those that come, any of them lost |
/// | two lists | a list that lacks a file and one that names it, in all orders with the files | as the uploads |
class EveryOrderOfASetTest {
    private static final int CONTROL = 3;
    private static final Duration ONE_BY_ONE = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final String LIST = "name\n0.csv\n1.csv\n2.csv\n";

    /// A life of one set.
    ///
    /// @param uploads in their order: files by their numbers, then the control file, then another one
    /// @param events which uploads events tell of, in their order; empty when each is told of as it comes
    private record Case(Policy policy, List<Integer> uploads, List<Integer> events, Duration pace) {
        Kind kind(int upload) {
            return upload < CONTROL ? Kind.GOOD : Kind.CONTROL;
        }

        String key(int upload) {
            String control = policy.equals(Policy.MARKED) ? "_SUCCESS" : "all.ctl";
            return policy.dataset() + "/one/" + (upload < CONTROL ? upload + ".csv" : control);
        }

        String text(int upload) {
            return upload < CONTROL
                    ? "number,word\n" + upload + ",word\n"
                    : policy.equals(Policy.MARKED) ? "" : upload == CONTROL ? LIST : "name\n0.csv\n1.csv\n";
        }
    }

    @Test
    void loadsEachFileOnceInWhateverOrderEventsCome() {
        assertLoaded(policies()
                .flatMap(policy -> Orders.of(4)
                        .flatMap(order -> Stream.concat(Stream.of(order), Orders.withOneAgain(order)))
                        .distinct()
                        .flatMap(events -> Stream.of(ONE_BY_ONE, AT_ONCE)
                                .map(pace -> new Case(policy, List.of(0, 1, 2, 3), events, pace)))));
    }

    /// Of a marker, what comes after it waits.
    @Test
    void loadsEachFileOnceInWhateverOrderItIsUploaded() {
        assertLoaded(policies()
                .flatMap(policy -> Orders.of(4)
                        .flatMap(uploads -> Stream.of(ONE_BY_ONE, AT_ONCE)
                                .map(pace -> new Case(policy, uploads, List.of(), pace)))));
    }

    @Test
    void loadsEachFileOnceWhicheverEventsAreLost() {
        assertLoaded(policies()
                .flatMap(policy -> Orders.subsets(4)
                        .flatMap(told -> Orders.of(4)
                                .map(order ->
                                        order.stream().filter(told::contains).toList()))
                        .distinct()
                        .filter(events -> !events.isEmpty())
                        .map(events -> new Case(policy, List.of(0, 1, 2, 3), events, ONE_BY_ONE))));
    }

    @Test
    void looksAnewAtEachVersionOfAList() {
        assertLoaded(Orders.of(5)
                .filter(order -> order.indexOf(4) < order.indexOf(3))
                .map(uploads -> new Case(Policy.LISTED, uploads, List.of(), ONE_BY_ONE)));
    }

    private static Stream<Policy> policies() {
        return Stream.of(Policy.MARKED, Policy.LISTED);
    }

    private static void assertLoaded(Stream<Case> cases) {
        var wrong = new ConcurrentLinkedQueue<String>();
        Cores.each(cases, (machine, c) -> wrong.addAll(wrong(c, machine)));
        assertThat(wrong).isEmpty();
    }

    private static List<String> wrong(Case c, AslDefinition machine) {
        var life = new Simulation(1, Hardship.NONE, Defect.NONE, machine, false);
        Uploaded[] uploaded = new Uploaded[c.uploads.size()];
        for (int i = 0; i < c.uploads.size(); i++) {
            int upload = c.uploads.get(i);
            boolean told = c.events.isEmpty();
            Duration at = told ? c.pace.multipliedBy(i + 1) : Duration.ofSeconds(i + 1);
            life.timeline().in(at, () -> {
                uploaded[upload] = life.landing().put(c.key(upload), c.kind(upload), c.text(upload), c.policy);
                if (told) {
                    life.landing().tell(uploaded[upload]);
                }
            });
        }
        for (int i = 0; i < c.events.size(); i++) {
            int told = c.events.get(i);
            life.timeline()
                    .in(
                            ONE_BY_ONE.plus(c.pace.multipliedBy(i)),
                            () -> life.landing().tell(uploaded[told]));
        }
        Report report = life.live();
        var wrong = new ArrayList<String>();
        report.violations().forEach(violation -> wrong.add(c + ": " + violation));
        List<AuditState> states = Stream.of(uploaded)
                .map(u -> life.audit().record(u.oid).map(AuditRecord::state).orElseThrow())
                .toList();
        if (!states.equals(expected(c))) {
            wrong.add(c + " ends as " + states.stream().map(Enum::name).collect(joining(", ")));
        }
        return wrong;
    }

    private static List<AuditState> expected(Case c) {
        return IntStream.range(0, c.uploads.size())
                .mapToObj(upload -> c.kind(upload) == Kind.CONTROL
                        ? AuditState.APPLIED
                        : c.policy.equals(Policy.MARKED) && c.uploads.indexOf(upload) > c.uploads.indexOf(CONTROL)
                                ? AuditState.HELD
                                : AuditState.INGESTED)
                .toList();
    }
}
