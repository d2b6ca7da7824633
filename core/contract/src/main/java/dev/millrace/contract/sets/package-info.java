/// Sets of files that a control file announces: what it says, and whether the files that came agree with it.
///
/// [ControlListReader][dev.millrace.contract.sets.ControlListReader] reads what a control file says;
/// [FileSet][dev.millrace.contract.sets.FileSet] compares the files that came with it.
@NullMarked
package dev.millrace.contract.sets;

import org.jspecify.annotations.NullMarked;
