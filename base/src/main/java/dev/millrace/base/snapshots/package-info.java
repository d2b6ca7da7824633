/// What a function has done before its first event: SnapStart starts it from a snapshot of its memory.
@NullMarked
package dev.millrace.base.snapshots;

import org.jspecify.annotations.NullMarked;
