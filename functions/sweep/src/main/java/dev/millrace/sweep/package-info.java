/// The function `sweep`: the safety net. On a schedule it finds uploads that no event told of, executions that were
/// never started or ended unheard, failed files that are to be tried again, rows that are to be withdrawn and notices
/// that are owed.
@NullMarked
package dev.millrace.sweep;

import org.jspecify.annotations.NullMarked;
