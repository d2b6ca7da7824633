@NullMarked
package dev.millrace.contract.parquet;

import org.jspecify.annotations.NullMarked;
