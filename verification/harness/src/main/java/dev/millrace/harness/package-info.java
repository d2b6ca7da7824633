/// The whole stack within one JVM: the functions and state machines as they are shipped, over AWS in memory, with all
/// that happens between them. Journeys drive it step by step; the simulation lives in it.
@NullMarked
package dev.millrace.harness;

import org.jspecify.annotations.NullMarked;
