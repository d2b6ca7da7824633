/// The lake: typed rows as Parquet files, one for each partition of a file, and their columns in the catalog.
///
/// [LakeFileWriter][dev.millrace.targets.lake.parquet.LakeFileWriter] takes the rows of one file and leaves local
/// files; putting them
/// where they belong and registering their partitions is done elsewhere. Nothing here knows of AWS.
@NullMarked
package dev.millrace.targets.lake.parquet;

import org.jspecify.annotations.NullMarked;
