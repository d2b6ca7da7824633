/// What a format has to give.
@NullMarked
package dev.millrace.formats.adapters;

import org.jspecify.annotations.NullMarked;
