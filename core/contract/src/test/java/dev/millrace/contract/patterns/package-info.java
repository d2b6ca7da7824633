@NullMarked
package dev.millrace.contract.patterns;

import org.jspecify.annotations.NullMarked;
