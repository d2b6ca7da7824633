@NullMarked
package dev.millrace.authoring.inference;

import org.jspecify.annotations.NullMarked;
