@NullMarked
package dev.millrace.startingestion;

import org.jspecify.annotations.NullMarked;
