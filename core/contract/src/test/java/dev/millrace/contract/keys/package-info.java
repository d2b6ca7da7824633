@NullMarked
package dev.millrace.contract.keys;

import org.jspecify.annotations.NullMarked;
