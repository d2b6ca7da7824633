/// Tests of the job server: over TLS, by AWS's own clients, with programs and crawls that tests decide.
@NullMarked
package dev.millrace.local.jobs;

import org.jspecify.annotations.NullMarked;
