/// The one JSON mapper of functions.
@NullMarked
package dev.millrace.base.json;

import org.jspecify.annotations.NullMarked;
