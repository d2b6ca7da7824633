@NullMarked
package dev.millrace.contract.temporal;

import org.jspecify.annotations.NullMarked;
