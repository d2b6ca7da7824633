/// What two contracts of a dataset differ in, and for whom that breaks something.
///
/// [ContractDiff][dev.millrace.authoring.diff.ContractDiff] is the way in.
@NullMarked
package dev.millrace.authoring.diff;

import org.jspecify.annotations.NullMarked;
