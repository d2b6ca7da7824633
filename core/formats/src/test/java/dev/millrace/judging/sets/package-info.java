@NullMarked
package dev.millrace.judging.sets;

import org.jspecify.annotations.NullMarked;
