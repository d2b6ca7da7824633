/// What objects have in the lake: which files hold their rows, and how rows are taken out again.
@NullMarked
package dev.millrace.flow.loads;

import org.jspecify.annotations.NullMarked;
