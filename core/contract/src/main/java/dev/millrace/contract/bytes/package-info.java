/// Bytes, eight at a time.
@NullMarked
package dev.millrace.contract.bytes;

import org.jspecify.annotations.NullMarked;
