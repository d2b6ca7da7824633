/// The stack that a command works on, at home or in an account.
@NullMarked
package dev.millrace.cli.stack;

import org.jspecify.annotations.NullMarked;
