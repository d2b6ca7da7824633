/// The bytes of a file: read once, counted and hashed.
@NullMarked
package dev.millrace.judging.bytes;

import org.jspecify.annotations.NullMarked;
