/// What operators do with a record by hand: release, dismiss, put back.
@NullMarked
package dev.millrace.audit.operators;

import org.jspecify.annotations.NullMarked;
