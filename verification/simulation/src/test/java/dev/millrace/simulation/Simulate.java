package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.simulation.Simulation.Report;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command behind `tools/simulate.sh`: many lives, or one with all that happens in it.
public final class Simulate {
    private static final long SEEDS = 100_000;
    private static final int FILES = 100;
    private static final long NEWS = TimeUnit.SECONDS.toNanos(20);
    private static final int USAGE = 2;

    private final PrintStream out;
    private final long began = System.nanoTime();
    private long told = began;

    Simulate(PrintStream out) {
        this.out = out;
    }

    /// Lives and exits.
    ///
    /// @param arguments `[SEEDS [FILES]]` or `--seed SEED [FILES]`
    public static void main(String... arguments) {
        System.exit(new Simulate(System.out).run(List.of(arguments)));
    }

    /// Lives.
    ///
    /// @return 0 when every promise was kept, 1 when one was broken, 2 when the arguments are none
    int run(List<String> arguments) {
        boolean one = !arguments.isEmpty() && arguments.getFirst().equals("--seed");
        List<String> numbers = one ? arguments.subList(1, arguments.size()) : arguments;
        if (numbers.size() > 2
                || (one && numbers.isEmpty())
                || !numbers.stream().allMatch(n -> n.matches("[0-9]{1,9}"))) {
            out.println("usage: tools/simulate.sh [SEEDS [FILES]] | --seed SEED [FILES]");
            return USAGE;
        }
        int files = numbers.size() == 2 ? Integer.parseInt(numbers.get(1)) : FILES;
        long number = numbers.isEmpty() ? SEEDS : Long.parseLong(numbers.getFirst());
        return one ? liveOne(number, files) : liveMany(number, files);
    }

    private int liveMany(long seeds, int files) {
        Lives lives = new Lives(Hardship.ROUGH, Defect.NONE, files);
        lives.live(seeds, this::tell);
        if (!lives.broken().isEmpty()) {
            out.println(lives.violations());
        }
        out.println(lives.summary());
        return lives.broken().isEmpty() ? 0 : 1;
    }

    private void tell(Lives soFar) {
        long now = System.nanoTime();
        if (now - told > NEWS) {
            told = now;
            out.printf("after %d s: %s%n", TimeUnit.NANOSECONDS.toSeconds(now - began), soFar.summary());
        }
    }

    /// Tells of the objects whose promises were broken and the other versions of their keys, or of all when none was.
    private int liveOne(long seed, int files) {
        Report report =
                Cores.one(machine -> new Simulation(seed, Hardship.ROUGH, Defect.NONE, machine, true).live(files));
        if (report.concerned().isEmpty()) {
            report.trace().all().forEach(out::println);
        }
        for (ObjectId object : report.concerned()) {
            out.printf("%nObject %s%n", object);
            report.trace().of(object).forEach(out::println);
        }
        report.violations().forEach(violation -> out.printf("%n%s%n", violation));
        out.printf(
                "seed %d: %d uploads, %d executions, %s of virtual time, %d violations%n",
                seed,
                report.uploads(),
                report.executions(),
                report.took(),
                report.violations().size());
        return report.violations().isEmpty() ? 0 : 1;
    }
}
