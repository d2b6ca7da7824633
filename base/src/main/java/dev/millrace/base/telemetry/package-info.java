/// Metrics and the fields of log lines.
@NullMarked
package dev.millrace.base.telemetry;

import org.jspecify.annotations.NullMarked;
