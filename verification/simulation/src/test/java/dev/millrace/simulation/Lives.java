package dev.millrace.simulation;

import dev.millrace.asl.AslDefinition;
import dev.millrace.simulation.Simulation.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What came of many rough lives. Safe for several threads.
final class Lives {
    private static final int SHOWN = 5;

    private final Hardship hardship;
    private final Defect defect;
    private final int files;
    private final List<Report> broken = new ArrayList<>();
    private long seeds;
    private long uploads;
    private long executions;
    private Duration took = Duration.ZERO;

    /// @param files how many files are uploaded in each
    Lives(Hardship hardship, Defect defect, int files) {
        this.hardship = hardship;
        this.defect = defect;
        this.files = files;
    }

    /// Lives the lives of so many seeds, from 1 on.
    ///
    /// @param onEach is told after each of them
    Lives live(long count, Consumer<Lives> onEach) {
        return live(LongStream.rangeClosed(1, count).boxed(), onEach);
    }

    /// The same until a promise is broken.
    Lives liveUntilBroken(long count) {
        return live(LongStream.rangeClosed(1, count).boxed().takeWhile(seed -> broken().isEmpty()), lives -> {});
    }

    private Lives live(Stream<Long> chosen, Consumer<Lives> onEach) {
        Cores.each(chosen, (machine, seed) -> add(live(machine, seed), onEach));
        return this;
    }

    private Report live(AslDefinition machine, long seed) {
        try {
            return new Simulation(seed, hardship, defect, machine, false).live(files);
        } catch (RuntimeException e) {
            throw new IllegalStateException(replay(seed, files), e);
        }
    }

    private synchronized void add(Report report, Consumer<Lives> onEach) {
        seeds++;
        uploads += report.uploads();
        executions += report.executions();
        took = took.plus(report.took());
        if (!report.violations().isEmpty()) {
            broken.add(report);
        }
        onEach.accept(this);
    }

    /// How many have been lived.
    synchronized long seeds() {
        return seeds;
    }

    /// Those in which promises were broken.
    synchronized List<Report> broken() {
        return List.copyOf(broken);
    }

    /// All in one line.
    synchronized String summary() {
        return "%,d seeds of %d files: %,d uploads, %,d executions, %,d days of virtual time, %d seeds with violations"
                .formatted(seeds, files, uploads, executions, took.toDays(), broken.size());
    }

    /// The first seeds in which promises were broken, which promises, and how to see why.
    synchronized String violations() {
        return broken.stream()
                .limit(SHOWN)
                .map(report -> "Seed %d:%n%s%n  %s"
                        .formatted(report.seed(), listed(report.violations()), replay(report.seed(), files)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String listed(List<Violation> violations) {
        return violations.stream()
                .limit(SHOWN)
                .map(violation -> "  " + violation)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String replay(long seed, int files) {
        return "To see what happens: tools/simulate.sh --seed %d %d".formatted(seed, files);
    }
}
