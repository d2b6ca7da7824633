/// What owners hear of once, however many files it has.
@NullMarked
package dev.millrace.audit.incidents;

import org.jspecify.annotations.NullMarked;
