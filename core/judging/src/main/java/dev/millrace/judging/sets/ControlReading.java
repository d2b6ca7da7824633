package dev.millrace.judging.sets;

import dev.millrace.judging.findings.Findings;

/// What came out of reading a control file.
public sealed interface ControlReading {
    /// It says which files its set has.
    record Read(ControlList list) implements ControlReading {}

    /// It cannot be read.
    record Unreadable(Findings findings) implements ControlReading {}
}
