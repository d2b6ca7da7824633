/// Unit tests (`*Test`), and tests of the whole system on a local cloud of their own (`*IT`, see
/// [dev.millrace.cli.TestCloud]).
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
