/// Orders to take rows out of their table.
@NullMarked
package dev.millrace.audit.removals;

import org.jspecify.annotations.NullMarked;
