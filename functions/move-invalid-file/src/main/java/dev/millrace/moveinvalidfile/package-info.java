/// Moves a refused object to the failed bucket, with proof.
@NullMarked
package dev.millrace.moveinvalidfile;

import org.jspecify.annotations.NullMarked;
