/// How an uploaded object enters Millrace: the audit record first, then its execution. Events and the sweep share it.
@NullMarked
package dev.millrace.flow.ingestion;

import org.jspecify.annotations.NullMarked;
