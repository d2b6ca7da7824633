/// What the sweep keeps from one run to the next.
@NullMarked
package dev.millrace.audit.notes;

import org.jspecify.annotations.NullMarked;
