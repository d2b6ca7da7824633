@NullMarked
package dev.millrace.contract.inference;

import org.jspecify.annotations.NullMarked;
