/// Data contracts: what the files of a dataset must be, who owns them and which object keys are theirs.
///
/// A contract is an Open Data Contract Standard (ODCS) 3.1 file.
/// [ContractParser][dev.millrace.contract.parsing.ContractParser] turns its bytes into a checked
/// [DataContract][dev.millrace.contract.DataContract] or into all the problems found in it. Nothing here knows of
/// AWS, and everything here runs on Java 17, because Spark judges files with this very code.
@NullMarked
package dev.millrace.contract;

import org.jspecify.annotations.NullMarked;
