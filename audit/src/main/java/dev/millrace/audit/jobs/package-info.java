/// Jobs, each launched once: their records, and who hands over their results.
@NullMarked
package dev.millrace.audit.jobs;

import org.jspecify.annotations.NullMarked;
