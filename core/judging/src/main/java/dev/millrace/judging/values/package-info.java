/// One judge a type of values.
@NullMarked
package dev.millrace.judging.values;

import org.jspecify.annotations.NullMarked;
