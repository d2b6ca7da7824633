/// Writes the rows of a valid file as Parquet into the lake and registers them in the catalog.
@NullMarked
package dev.millrace.loadfile;

import org.jspecify.annotations.NullMarked;
