package dev.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.simulation.Simulation.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Sets of files in rough lives: calls that fail, machines that die between any two steps, events that are lost,
/// doubled and late. Every set that its partner completed is loaded whole and once.
class SetsInRoughLivesTest {
    private static final int SEEDS = 100;
    private static final int SETS = 12;
    private static final Duration BUSY = Duration.ofHours(2);

    @Test
    void areLoadedWholeAndOnce() {
        var wrong = new ConcurrentLinkedQueue<String>();
        var loaded = new AtomicInteger();

        Cores.each(LongStream.rangeClosed(1, SEEDS).boxed(), (machine, seed) -> {
            var life = new Simulation(
                    seed, seed % 2 == 0 ? Hardship.ROUGH : Hardship.HAUNTED, Defect.NONE, machine, false);
            plan(life, new Dice(seed));
            Report report = life.live();
            report.violations().forEach(violation -> wrong.add("seed " + seed + ": " + violation));
            life.landing().uploads().stream()
                    .flatMap(u -> life.audit().record(u.oid).map(AuditRecord::state).stream())
                    .filter(state -> state == AuditState.INGESTED)
                    .forEach(state -> loaded.incrementAndGet());
        });

        assertThat(wrong).isEmpty();
        assertThat(loaded.get()).isGreaterThan(SEEDS * SETS);
    }

    private static void plan(Simulation life, Dice dice) {
        for (int set = 0; set < SETS; set++) {
            Policy policy = dice.chance(0.3) ? Policy.MARKED : Policy.LISTED;
            String folder = policy.dataset() + "/" + set + "/";
            Duration begin = dice.between(Duration.ZERO, BUSY);
            List<String> names = new ArrayList<>();
            for (int file = dice.between(1, 4); file > 0; file--) {
                names.add(file + ".csv");
            }
            names.forEach(name -> {
                String text = "number,word\n1,%s\n".formatted(folder + name);
                life.timeline()
                        .in(
                                begin.plus(soon(dice)),
                                () -> life.landing().upload(folder + name, Kind.GOOD, text, policy));
            });
            boolean marked = policy.equals(Policy.MARKED);
            String list = "name\n" + String.join("\n", names) + "\n";
            life.timeline()
                    .in(
                            begin.plus(marked ? Duration.ofMinutes(3) : soon(dice)),
                            () -> life.landing()
                                    .upload(
                                            folder + (marked ? "_SUCCESS" : "all.ctl"),
                                            Kind.CONTROL,
                                            marked ? "" : list,
                                            policy));
        }
    }

    private static Duration soon(Dice dice) {
        return dice.mostlyShort(Duration.ofMillis(1), Duration.ofMinutes(2));
    }
}
