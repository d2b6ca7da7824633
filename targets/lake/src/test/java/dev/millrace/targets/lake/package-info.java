@NullMarked
package dev.millrace.targets.lake;

import org.jspecify.annotations.NullMarked;
