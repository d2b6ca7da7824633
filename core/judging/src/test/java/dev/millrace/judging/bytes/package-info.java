@NullMarked
package dev.millrace.judging.bytes;

import org.jspecify.annotations.NullMarked;
