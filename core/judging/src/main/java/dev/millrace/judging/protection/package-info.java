/// What becomes of classified values before they leave the step that reads them: tokens, masks, years, or
/// nothing. Every route uses it, so that a value has the same token wherever it is loaded.
@NullMarked
package dev.millrace.judging.protection;

import org.jspecify.annotations.NullMarked;
