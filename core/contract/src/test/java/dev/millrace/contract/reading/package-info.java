@NullMarked
package dev.millrace.contract.reading;

import org.jspecify.annotations.NullMarked;
