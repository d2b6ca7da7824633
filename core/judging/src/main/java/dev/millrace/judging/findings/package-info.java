/// What was found in a file, and the evidence for it.
@NullMarked
package dev.millrace.judging.findings;

import org.jspecify.annotations.NullMarked;
