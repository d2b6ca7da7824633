/// Runs state machines as AWS Step Functions does (Amazon States Language with JSONata), over clocks and functions of
/// tests.
@NullMarked
package dev.millrace.asl;

import org.jspecify.annotations.NullMarked;
