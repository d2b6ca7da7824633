/// Files that belong together, and the control files that name them.
@NullMarked
package dev.millrace.audit.sets;

import org.jspecify.annotations.NullMarked;
