package dev.millrace.judging.values;

import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.Rule;
import java.math.BigDecimal;

/// Judges whether numbers are multiples of another.
final class Multiples {
    private Multiples() {}

    /// Whether `number` is a multiple of `unit`; tells so through `judge` if not.
    static boolean check(CellJudge judge, BigDecimal unit, BigDecimal number, Evidence cell) {
        return number.remainder(unit).signum() == 0
                || judge.refuse(Rule.MULTIPLE_OF, cell, "must be a multiple of " + unit.toPlainString());
    }
}
