/// Which object keys are a dataset's.
@NullMarked
package dev.millrace.contract.keys;

import org.jspecify.annotations.NullMarked;
