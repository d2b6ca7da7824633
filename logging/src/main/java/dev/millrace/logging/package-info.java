/// The logs of functions: SLF4J's events as lines of JSON on standard output, which Lambda keeps in CloudWatch.
@NullMarked
package dev.millrace.logging;

import org.jspecify.annotations.NullMarked;
