@NullMarked
package dev.millrace.judging.protection;

import org.jspecify.annotations.NullMarked;
