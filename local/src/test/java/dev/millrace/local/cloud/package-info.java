@NullMarked
package dev.millrace.local.cloud;

import org.jspecify.annotations.NullMarked;
