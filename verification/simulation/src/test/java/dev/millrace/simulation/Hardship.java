package dev.millrace.simulation;

import java.time.Duration;

/// How hard a simulation is on Millrace. All but the first and the last two are probabilities.
///
/// @param outages how many outages there are
/// @param fault a call of a service fails, before its effect or after it
/// @param death a function's machine dies at a call, before its effect or after it
/// @param stall a function waits long at a call
/// @param throttled an invocation of a function is refused
/// @param lostAnswer the answer of an invocation is lost while the function goes on
/// @param broken an invocation fails before the function runs
/// @param lostEvent no event tells of an upload
/// @param repeatedEvent an event is delivered again
/// @param lateEvent an event comes late
/// @param aborted somebody aborts an execution
/// @param missedSweep a sweep does not run when it should
/// @param unheard nobody hears of an execution's end
/// @param deleted a partner deletes a version that was uploaded
/// @param skew how far a clock may be off, either way
/// @param lag how long an index may lag behind
record Hardship(
        int outages,
        double fault,
        double death,
        double stall,
        double throttled,
        double lostAnswer,
        double broken,
        double lostEvent,
        double repeatedEvent,
        double lateEvent,
        double aborted,
        double missedSweep,
        double unheard,
        double deleted,
        Duration skew,
        Duration lag) {

    /// Nothing goes wrong but the files.
    static final Hardship NONE =
            new Hardship(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ofMillis(1));

    /// More goes wrong within a day than in years of real life.
    static final Hardship ROUGH = new Hardship(
            3,
            0.01,
            0.002,
            0.002,
            0.02,
            0.02,
            0.02,
            0.03,
            0.1,
            0.06,
            0.02,
            0.5,
            0.2,
            0.05,
            Duration.ofSeconds(3),
            Duration.ofSeconds(2));

    /// The same, and functions go on long after nobody waits for them any more, and indexes lag far behind.
    static final Hardship HAUNTED = new Hardship(
            3,
            0.01,
            0.002,
            0.02,
            0.02,
            0.1,
            0.02,
            0.03,
            0.1,
            0.06,
            0.1,
            0,
            0.2,
            0.05,
            Duration.ofSeconds(3),
            Duration.ofMinutes(5));
}
