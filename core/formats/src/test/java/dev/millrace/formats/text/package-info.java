@NullMarked
package dev.millrace.formats.text;

import org.jspecify.annotations.NullMarked;
