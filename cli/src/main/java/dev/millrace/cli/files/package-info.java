/// Commands for files: what there is of them, and what operators do with one.
@NullMarked
package dev.millrace.cli.files;

import org.jspecify.annotations.NullMarked;
