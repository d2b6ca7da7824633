@NullMarked
package dev.millrace.contract.diff;

import org.jspecify.annotations.NullMarked;
