@NullMarked
package dev.millrace.formats.parquet;

import org.jspecify.annotations.NullMarked;
