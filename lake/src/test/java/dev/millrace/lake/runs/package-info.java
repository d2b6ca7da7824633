@NullMarked
package dev.millrace.lake.runs;

import org.jspecify.annotations.NullMarked;
