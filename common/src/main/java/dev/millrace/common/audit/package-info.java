/// The audit table: one record an object, its states, claims and legal moves.
@NullMarked
package dev.millrace.common.audit;

import org.jspecify.annotations.NullMarked;
