/// Executions of the state machine `ingest-file`: how they are named, started, started again and looked up.
@NullMarked
package dev.millrace.flow.executions;

import org.jspecify.annotations.NullMarked;
