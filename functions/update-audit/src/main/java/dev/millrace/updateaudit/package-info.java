/// Moves the audit record to the state that the calling state stands for.
@NullMarked
package dev.millrace.updateaudit;

import org.jspecify.annotations.NullMarked;
