/// Copying object versions within S3, whatever their size, and proving that a copy has its source's bytes.
@NullMarked
package dev.millrace.flow.copies;

import org.jspecify.annotations.NullMarked;
