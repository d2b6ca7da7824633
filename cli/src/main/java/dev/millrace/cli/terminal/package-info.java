/// What commands print, and how they end.
@NullMarked
package dev.millrace.cli.terminal;

import org.jspecify.annotations.NullMarked;
