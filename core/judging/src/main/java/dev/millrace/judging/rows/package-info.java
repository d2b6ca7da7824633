/// Rows, as they are handed on.
@NullMarked
package dev.millrace.judging.rows;

import org.jspecify.annotations.NullMarked;
