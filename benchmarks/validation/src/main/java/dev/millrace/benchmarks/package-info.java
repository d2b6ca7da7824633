/// The same files judged by Millrace and by others, and the time each takes. See `benchmarks/README.md`.
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
