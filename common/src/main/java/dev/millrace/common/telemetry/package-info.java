/// The metrics that alarms and dashboards are made of.
@NullMarked
package dev.millrace.common.telemetry;

import org.jspecify.annotations.NullMarked;
