/// The lake as a target: its tables and partitions, and what they can take.
@NullMarked
package dev.millrace.targets.lake;

import org.jspecify.annotations.NullMarked;
