/// The data contracts in force, kept in the contracts bucket.
@NullMarked
package dev.millrace.common.contracts;

import org.jspecify.annotations.NullMarked;
