@NullMarked
package dev.millrace.contract.parsing;

import org.jspecify.annotations.NullMarked;
