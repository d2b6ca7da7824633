/// Keys of rows: whether each stands once, within bounded memory.
@NullMarked
package dev.millrace.judging.keys;

import org.jspecify.annotations.NullMarked;
