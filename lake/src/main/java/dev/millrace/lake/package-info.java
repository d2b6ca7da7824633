/// The lake: typed rows as Parquet files, one for each partition of a file, and their columns in the catalog.
///
/// [LakeFileWriter][dev.millrace.lake.LakeFileWriter] takes the rows of one file and leaves local files; putting them
/// where they belong and registering their partitions is done elsewhere. Nothing here knows of AWS.
@NullMarked
package dev.millrace.lake;

import org.jspecify.annotations.NullMarked;
