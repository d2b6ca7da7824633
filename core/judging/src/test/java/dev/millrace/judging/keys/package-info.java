@NullMarked
package dev.millrace.judging.keys;

import org.jspecify.annotations.NullMarked;
