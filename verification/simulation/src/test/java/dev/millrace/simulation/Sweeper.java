package dev.millrace.simulation;

import dev.millrace.sweep.SweepFunction;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Starts the sweep on its schedule. After several in a row that could not find anything to do, those that cannot
/// either are left out; when nothing else is planned, they end. The numbers are those of
/// `template.yaml`.
final class Sweeper {
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int ENOUGH = 3;

    private final Timeline timeline;
    private final Lambda lambda;
    private final SweepFunction sweep;
    private final BooleanSupplier atRest;
    private final Dice dice;
    private final Hardship hardship;
    private int sweeps;
    private int inVain;

    /// @param atRest whether nothing is left to do
    Sweeper(
            Timeline timeline,
            Dice dice,
            Hardship hardship,
            Lambda lambda,
            SweepFunction sweep,
            BooleanSupplier atRest) {
        this.dice = dice;
        this.hardship = hardship;
        this.timeline = timeline;
        this.lambda = lambda;
        this.sweep = sweep;
        this.atRest = atRest;
    }

    void begin() {
        timeline.in(EVERY, this::sweep);
    }

    private void sweep() {
        inVain = atRest.getAsBoolean() ? inVain + 1 : 0;
        if (inVain <= ENOUGH && !dice.chance(hardship.missedSweep())) {
            String name = "sweep " + sweeps++;
            lambda.start(name, null, TIMEOUT, () -> sweep.run(GRACE, name, TIMEOUT), failure -> {}, () -> {});
        }
        if (inVain <= ENOUGH || timeline.planned() > 0) {
            timeline.in(EVERY, this::sweep);
        }
    }
}
