/// The local cloud: its processes, the template that is deployed into it, and what was sent there.
@NullMarked
package dev.millrace.local.cloud;

import org.jspecify.annotations.NullMarked;
