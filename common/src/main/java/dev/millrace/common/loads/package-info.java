/// What objects have in the lake: which files hold their rows, and how rows are taken out again.
@NullMarked
package dev.millrace.common.loads;

import org.jspecify.annotations.NullMarked;
