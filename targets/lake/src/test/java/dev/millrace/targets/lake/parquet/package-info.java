@NullMarked
package dev.millrace.targets.lake.parquet;

import org.jspecify.annotations.NullMarked;
