/// Judges records against a contract, whatever format they come from.
@NullMarked
package dev.millrace.judging;

import org.jspecify.annotations.NullMarked;
