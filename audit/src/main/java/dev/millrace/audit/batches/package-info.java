/// Batches and their pages: one record and one lock each.
@NullMarked
package dev.millrace.audit.batches;

import org.jspecify.annotations.NullMarked;
