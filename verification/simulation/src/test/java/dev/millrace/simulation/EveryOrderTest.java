package dev.millrace.simulation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.asl.AslDefinition;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.simulation.Simulation.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Up to four versions of one key, and all orders in which their events may come: whatever the order, the contract's
/// decision is the same. Nothing goes wrong otherwise. Each test tries all there is of what it names:
///
/// | Test | Versions | Orders of events | Contracts |
/// |---|---|---|---|
/// | different bytes | 1 to 4 | all, each also with any one event twice | each `onNewVersion` |
/// | at once | 1 to 4 | all | each `onNewVersion` |
/// | same bytes | 2 to 3, some the same in every way | all, each also with any one event twice | all nine |
/// | same bytes of four | 4, some the same in every way | all | all that differ for versions of one key |
/// | refused ones | 1 to 3, any of them bad | all | each `onNewVersion` |
/// | lost events | 1 to 4, any of their events lost | all of those that come | each `onNewVersion` |
class EveryOrderTest {
    private static final Duration ONE_BY_ONE = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /// A life of some versions of a key.
    ///
    /// @param policy of their dataset
    /// @param texts which bytes each has: those with the same number have the same
    /// @param bad which of them are refused
    /// @param events which versions events tell of, in their order
    private record Case(Policy policy, List<Integer> texts, Set<Integer> bad, List<Integer> events, Duration pace) {
        /// Versions of different bytes that are all good.
        static Case of(Policy policy, int versions, List<Integer> events, Duration pace) {
            return new Case(policy, different(versions), Set.of(), events, pace);
        }
    }

    @Test
    @Tag("H006")
    void decidesBetweenVersionsWithDifferentBytes() {
        assertDecided(upTo(4).flatMap(versions -> withOneTwice(versions)
                .flatMap(events -> eachOnNewVersion().map(policy -> Case.of(policy, versions, events, ONE_BY_ONE)))));
    }

    @Test
    void decidesBetweenVersionsThatComeAtOnce() {
        assertDecided(upTo(4).flatMap(versions -> Orders.of(versions)
                .flatMap(events -> eachOnNewVersion().map(policy -> Case.of(policy, versions, events, AT_ONCE)))));
    }

    @Test
    void decidesBetweenVersionsWithSomeOfTheSameBytes() {
        assertDecided(upTo(3).flatMap(versions -> someTheSame(versions)
                .flatMap(texts -> withOneTwice(versions)
                        .flatMap(events -> Policy.ALL.stream()
                                .map(policy -> new Case(policy, texts, Set.of(), events, ONE_BY_ONE))))));
    }

    @Test
    void decidesBetweenFourVersionsWithSomeOfTheSameBytes() {
        assertDecided(someTheSame(4)
                .flatMap(texts -> Orders.of(4)
                        .flatMap(events -> eachThatDiffers()
                                .map(policy -> new Case(policy, texts, Set.of(), events, ONE_BY_ONE)))));
    }

    @Test
    void decidesBetweenVersionsOfWhichSomeAreRefused() {
        assertDecided(upTo(3).flatMap(versions -> Orders.subsets(versions)
                .flatMap(bad -> Orders.of(versions)
                        .flatMap(events -> eachOnNewVersion()
                                .map(policy -> new Case(policy, different(versions), bad, events, ONE_BY_ONE))))));
    }

    @Test
    void decidesBetweenVersionsOfWhichTheSweepFindsSome() {
        assertDecided(upTo(4).flatMap(versions -> Orders.subsets(versions)
                .flatMap(told -> Orders.of(versions)
                        .map(order -> order.stream().filter(told::contains).toList()))
                .distinct()
                .flatMap(events -> eachOnNewVersion().map(policy -> Case.of(policy, versions, events, ONE_BY_ONE)))));
    }

    private static Stream<Integer> upTo(int versions) {
        return IntStream.rangeClosed(1, versions).boxed();
    }

    private static Stream<List<Integer>> withOneTwice(int versions) {
        return Orders.of(versions)
                .flatMap(order -> Stream.concat(Stream.of(order), Orders.withOneAgain(order)))
                .distinct();
    }

    private static List<Integer> different(int versions) {
        return IntStream.range(0, versions).boxed().toList();
    }

    private static Stream<List<Integer>> someTheSame(int versions) {
        return Orders.groupings(versions).filter(texts -> Set.copyOf(texts).size() < versions);
    }

    /// With `replace` and `refuse`, versions of a key are no duplicates of each other.
    private static Stream<Policy> eachThatDiffers() {
        return Policy.ALL.stream()
                .filter(p -> p.onNewVersion() == OnNewVersion.APPEND || p.onDuplicate() == OnDuplicate.HOLD);
    }

    private static Stream<Policy> eachOnNewVersion() {
        return Policy.ALL.stream().filter(p -> p.onDuplicate() == OnDuplicate.HOLD);
    }

    private static void assertDecided(Stream<Case> cases) {
        var wrong = new ConcurrentLinkedQueue<String>();
        Cores.each(cases, (machine, c) -> wrong.addAll(wrong(c, machine)));
        assertThat(wrong).isEmpty();
    }

    private static List<String> wrong(Case c, AslDefinition machine) {
        var life = new Simulation(1, Hardship.NONE, Defect.NONE, machine, false);
        String key = c.policy.dataset() + "/a.csv";
        var versions = new ArrayList<Uploaded>();
        for (int i = 0; i < c.texts.size(); i++) {
            Kind kind = c.bad.contains(i) ? Kind.BAD : Kind.GOOD;
            String row = kind == Kind.BAD ? "no number,word" : c.texts.get(i) + ",word";
            life.timeline()
                    .in(
                            Duration.ofSeconds(i + 1),
                            () -> versions.add(life.landing().put(key, kind, "number,word\n" + row + "\n", c.policy)));
        }
        Duration first = Duration.ofMinutes(1);
        for (int i = 0; i < c.events.size(); i++) {
            int told = c.events.get(i);
            life.timeline()
                    .in(first.plus(c.pace.multipliedBy(i)), () -> life.landing().tell(versions.get(told)));
        }
        Report report = life.live();
        var wrong = new ArrayList<String>();
        report.violations().forEach(violation -> wrong.add(c + ": " + violation));
        List<AuditState> states = versions.stream()
                .map(v -> life.audit().record(v.oid).map(AuditRecord::state).orElseThrow())
                .toList();
        if (!decided(c, states)) {
            wrong.add(c + " ends as " + states.stream().map(Enum::name).collect(joining(", ")));
        }
        return wrong;
    }

    /// Whether the versions end as the contract says.
    private static boolean decided(Case c, List<AuditState> states) {
        return switch (c.policy.onNewVersion()) {
            case APPEND -> states.equals(appended(c));
            case REPLACE -> states.equals(replaced(c));
            case REFUSE -> isFirstOnly(c, states);
        };
    }

    /// Of the same bytes those are loaded that come first.
    private static List<AuditState> appended(Case c) {
        var states =
                new ArrayList<>(c.texts.stream().map(t -> AuditState.INGESTED).toList());
        for (int i = 0; i < states.size(); i++) {
            int version = i;
            boolean cameBefore = IntStream.range(0, states.size())
                    .anyMatch(other -> c.texts.get(other).equals(c.texts.get(version))
                            && c.events.indexOf(other) < c.events.indexOf(version));
            if (c.bad.contains(i)) {
                states.set(i, AuditState.REJECTED);
            } else if (cameBefore) {
                states.set(i, duplicate(c.policy.onDuplicate()));
            }
        }
        return states;
    }

    private static AuditState duplicate(OnDuplicate onDuplicate) {
        return switch (onDuplicate) {
            case LOAD -> AuditState.INGESTED;
            case HOLD -> AuditState.HELD;
            case SKIP -> AuditState.IGNORED;
        };
    }

    /// The newest good one is loaded; a bad one that comes after a newer one was loaded is not looked at.
    private static List<AuditState> replaced(Case c) {
        var states = new ArrayList<AuditState>();
        for (int i = 0; i < c.texts.size(); i++) {
            int version = i;
            List<Integer> newer = IntStream.range(i + 1, c.texts.size())
                    .filter(other -> !c.bad.contains(other))
                    .boxed()
                    .toList();
            boolean bad = c.bad.contains(i)
                    && newer.stream().noneMatch(other -> c.events.indexOf(other) < c.events.indexOf(version));
            states.add(bad ? AuditState.REJECTED : newer.isEmpty() ? AuditState.INGESTED : AuditState.SUPERSEDED);
        }
        return states;
    }

    /// The first good one that comes is loaded, where they come one by one and by events; otherwise any one of them.
    private static boolean isFirstOnly(Case c, List<AuditState> states) {
        List<Integer> good =
                c.events.stream().filter(event -> !c.bad.contains(event)).toList();
        List<Integer> ingested = IntStream.range(0, states.size())
                .filter(i -> states.get(i) == AuditState.INGESTED)
                .boxed()
                .toList();
        boolean firstIsKnown = c.pace.equals(ONE_BY_ONE) && !good.isEmpty();
        boolean one = c.bad.size() == states.size()
                ? ingested.isEmpty()
                : ingested.size() == 1 && (!firstIsKnown || ingested.equals(List.of(good.getFirst())));
        return one && EnumSet.of(AuditState.INGESTED, AuditState.REJECTED).containsAll(states);
    }
}
