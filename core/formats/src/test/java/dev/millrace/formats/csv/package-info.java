@NullMarked
package dev.millrace.formats.csv;

import org.jspecify.annotations.NullMarked;
