/// Tells the owners of a dataset what happened to a file, and what to do.
@NullMarked
package dev.millrace.notifyowners;

import org.jspecify.annotations.NullMarked;
