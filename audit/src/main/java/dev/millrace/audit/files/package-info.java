/// The audit record of a file, and each move of its state: one conditional write.
@NullMarked
package dev.millrace.audit.files;

import org.jspecify.annotations.NullMarked;
