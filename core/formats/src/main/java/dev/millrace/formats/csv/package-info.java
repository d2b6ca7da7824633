/// CSV: its settings, its reader and the judge of its files.
@NullMarked
package dev.millrace.formats.csv;

import org.jspecify.annotations.NullMarked;
