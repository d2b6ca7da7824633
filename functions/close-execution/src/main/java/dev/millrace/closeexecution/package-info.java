/// The function `close-execution`: hears from EventBridge that an execution of `ingest-file` failed, timed out or was
/// aborted, and closes its audit record where the execution could not.
@NullMarked
package dev.millrace.closeexecution;

import org.jspecify.annotations.NullMarked;
