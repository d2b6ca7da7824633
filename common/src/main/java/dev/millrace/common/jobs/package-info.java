/// Jobs outside Lambda: what is recorded of each launch, what the engines say of their runs, and how a job's result
/// reaches the state that waits for it, although events come late, twice, early or never.
@NullMarked
package dev.millrace.common.jobs;

import org.jspecify.annotations.NullMarked;
