/// The command `millrace`: the same words on the local cloud and on a deployed stack.
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
