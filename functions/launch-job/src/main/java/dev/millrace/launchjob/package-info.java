/// The function `launch-job`: launches the Spark jobs of batches, each once, and lets the states that wait for them
/// take them up again.
@NullMarked
package dev.millrace.launchjob;

import org.jspecify.annotations.NullMarked;
