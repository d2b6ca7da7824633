@NullMarked
package dev.millrace.authoring.diff;

import org.jspecify.annotations.NullMarked;
