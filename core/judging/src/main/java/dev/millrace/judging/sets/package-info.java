/// Sets of files that a control file announces: what it says, and whether the files that came agree with it.
///
/// [ControlListReader][dev.millrace.judging.sets.ControlListReader] reads what a control file says;
/// [FileSet][dev.millrace.judging.sets.FileSet] compares the files that came with it.
@NullMarked
package dev.millrace.judging.sets;

import org.jspecify.annotations.NullMarked;
