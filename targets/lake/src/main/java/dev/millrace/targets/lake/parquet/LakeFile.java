package dev.millrace.targets.lake.parquet;

import dev.millrace.targets.lake.Partition;
import java.nio.file.Path;

/// A local Parquet file with all rows that one source file has for one partition.
///
/// @param rows at least 1
/// @param bytes its size
public record LakeFile(Partition partition, Path file, long rows, long bytes) {}
