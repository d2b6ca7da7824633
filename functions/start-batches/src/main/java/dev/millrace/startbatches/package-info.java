/// Starts a batch for each dataset of a cadence.
@NullMarked
package dev.millrace.startbatches;

import org.jspecify.annotations.NullMarked;
