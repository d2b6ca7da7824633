/// Takes a batch through its steps in the audit table: its beginning, its lists, what its job is to do, its end.
@NullMarked
package dev.millrace.updatebatch;

import org.jspecify.annotations.NullMarked;
