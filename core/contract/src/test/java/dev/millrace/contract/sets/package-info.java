/// Tests of sets of files.
@NullMarked
package dev.millrace.contract.sets;

import org.jspecify.annotations.NullMarked;
