@NullMarked
package dev.millrace.contract.unpacking;

import org.jspecify.annotations.NullMarked;
