/// The data contracts in force, kept in the contracts bucket.
@NullMarked
package dev.millrace.flow.contracts;

import org.jspecify.annotations.NullMarked;
