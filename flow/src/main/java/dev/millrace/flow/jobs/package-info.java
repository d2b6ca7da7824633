/// Jobs under way: what ended is handed over to the state that waits for it.
@NullMarked
package dev.millrace.flow.jobs;

import org.jspecify.annotations.NullMarked;
