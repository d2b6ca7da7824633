package dev.millrace.updatebatch;

/// What `Commit Batch` answers its state machine: the rows are in the table for good.
///
/// @param rows in the partitions that were written
/// @param partitions how many these are
record CommitAnswer(long rows, int partitions) {}
