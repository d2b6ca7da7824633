/// Regular expressions of contracts: those of ECMAScript, found in bytes without backtracking where that can be.
@NullMarked
package dev.millrace.contract.patterns;

import org.jspecify.annotations.NullMarked;
