/// Reads contracts: ODCS 3.1 in YAML, with `millrace.*` properties for what ODCS has no field for.
/// [ContractParser][dev.millrace.contract.parsing.ContractParser] is its front.
@NullMarked
package dev.millrace.contract.parsing;

import org.jspecify.annotations.NullMarked;
