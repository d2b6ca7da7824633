/// How a state of a state machine reaches the step of a function, and how faults are told apart.
@NullMarked
package dev.millrace.base.dispatch;

import org.jspecify.annotations.NullMarked;
