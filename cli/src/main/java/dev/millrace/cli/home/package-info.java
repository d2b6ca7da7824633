/// Commands for the local cloud.
@NullMarked
package dev.millrace.cli.home;

import org.jspecify.annotations.NullMarked;
