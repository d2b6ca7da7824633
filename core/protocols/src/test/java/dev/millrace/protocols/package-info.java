@NullMarked
package dev.millrace.protocols;

import org.jspecify.annotations.NullMarked;
