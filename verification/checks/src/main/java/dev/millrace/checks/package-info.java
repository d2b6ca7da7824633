/// The rules of the house, all of them tests: this module ships nothing.
@NullMarked
package dev.millrace.checks;

import org.jspecify.annotations.NullMarked;
