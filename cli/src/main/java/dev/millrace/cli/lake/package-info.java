/// Commands that look into the lake.
@NullMarked
package dev.millrace.cli.lake;

import org.jspecify.annotations.NullMarked;
