/// The formats of files, all of them in [Formats]; [FileJudge] judges a file of any of them.
@NullMarked
package dev.millrace.formats;

import org.jspecify.annotations.NullMarked;
