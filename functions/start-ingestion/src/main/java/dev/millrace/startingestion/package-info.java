/// Records an uploaded object in the audit table and starts its execution.
@NullMarked
package dev.millrace.startingestion;

import org.jspecify.annotations.NullMarked;
