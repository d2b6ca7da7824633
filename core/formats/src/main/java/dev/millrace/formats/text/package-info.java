/// What files of text have in common.
@NullMarked
package dev.millrace.formats.text;

import org.jspecify.annotations.NullMarked;
