/// Batches: runs over the waiting files of daily and monthly datasets. How one is started, and how one comes to its
/// end, also when its execution cannot bring it there.
@NullMarked
package dev.millrace.flow.batches;

import org.jspecify.annotations.NullMarked;
