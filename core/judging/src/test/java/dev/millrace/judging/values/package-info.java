@NullMarked
package dev.millrace.judging.values;

import org.jspecify.annotations.NullMarked;
