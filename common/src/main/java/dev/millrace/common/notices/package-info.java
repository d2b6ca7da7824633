/// Notices to the owners of datasets: what is wrong with a file and what to do, the first of an incident at once, the
/// repeats counted and told together, none forgotten.
@NullMarked
package dev.millrace.common.notices;

import org.jspecify.annotations.NullMarked;
