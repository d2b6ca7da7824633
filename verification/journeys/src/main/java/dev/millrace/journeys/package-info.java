/// Whole journeys of a file in one JVM: real functions and state machines over AWS in memory. All of them tests: this
/// module ships nothing.
@NullMarked
package dev.millrace.journeys;

import org.jspecify.annotations.NullMarked;
