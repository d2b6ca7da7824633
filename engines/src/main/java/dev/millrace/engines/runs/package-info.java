/// A run of a job as every engine shows it.
@NullMarked
package dev.millrace.engines.runs;

import org.jspecify.annotations.NullMarked;
