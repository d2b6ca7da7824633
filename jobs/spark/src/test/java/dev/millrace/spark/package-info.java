@NullMarked
package dev.millrace.spark;

import org.jspecify.annotations.NullMarked;
