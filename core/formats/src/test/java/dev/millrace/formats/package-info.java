@NullMarked
package dev.millrace.formats;

import org.jspecify.annotations.NullMarked;
