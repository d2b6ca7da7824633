/// What can go wrong, by class. State machines catch some of them by name, so a class here is renamed together with the
/// state machines.
@NullMarked
package dev.millrace.faults;

import org.jspecify.annotations.NullMarked;
