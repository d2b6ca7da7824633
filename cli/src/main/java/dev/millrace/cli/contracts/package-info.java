/// Commands for contracts.
@NullMarked
package dev.millrace.cli.contracts;

import org.jspecify.annotations.NullMarked;
