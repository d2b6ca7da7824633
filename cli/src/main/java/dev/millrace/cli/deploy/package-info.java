/// Commands that deploy a stack.
@NullMarked
package dev.millrace.cli.deploy;

import org.jspecify.annotations.NullMarked;
