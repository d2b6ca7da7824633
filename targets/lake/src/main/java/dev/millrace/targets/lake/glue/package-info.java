/// The lake's catalog in AWS Glue: the one writer of its tables.
@NullMarked
package dev.millrace.targets.lake.glue;

import org.jspecify.annotations.NullMarked;
