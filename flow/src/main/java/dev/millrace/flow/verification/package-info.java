/// Whether the lake's tables hold exactly the rows that the audit table says: what `./millrace verify` and the sweep
/// compare.
@NullMarked
package dev.millrace.flow.verification;

import org.jspecify.annotations.NullMarked;
