/// Lives of Millrace in virtual time (docs/simulation.md): the real functions, steps and state machine, with all that
/// is around them simulated; faults at every call, and an oracle that judges what came of it. All of them tests: this
/// module ships nothing.
@NullMarked
package dev.millrace.simulation;

import org.jspecify.annotations.NullMarked;
