/// Commands for those on duty: sweeps, dead letters, verification.
@NullMarked
package dev.millrace.cli.operations;

import org.jspecify.annotations.NullMarked;
