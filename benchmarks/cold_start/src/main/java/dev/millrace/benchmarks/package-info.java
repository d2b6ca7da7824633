/// A function to compare cold starts with.
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
