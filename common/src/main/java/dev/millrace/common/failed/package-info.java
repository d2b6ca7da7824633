/// Where a refused file is set aside, and the report of its findings.
@NullMarked
package dev.millrace.common.failed;

import org.jspecify.annotations.NullMarked;
