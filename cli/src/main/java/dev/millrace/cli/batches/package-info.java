/// Commands for batches.
@NullMarked
package dev.millrace.cli.batches;

import org.jspecify.annotations.NullMarked;
