@NullMarked
package dev.millrace.authoring;

import org.jspecify.annotations.NullMarked;
