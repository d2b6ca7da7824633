@NullMarked
package dev.millrace.formats.unpacking;

import org.jspecify.annotations.NullMarked;
