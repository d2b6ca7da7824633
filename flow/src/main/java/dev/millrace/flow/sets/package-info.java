/// Sets of files that a control file announces: nothing of a set is loaded before it is complete.
@NullMarked
package dev.millrace.flow.sets;

import org.jspecify.annotations.NullMarked;
