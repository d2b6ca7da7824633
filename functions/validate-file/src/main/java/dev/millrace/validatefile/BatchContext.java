package dev.millrace.validatefile;

import dev.millrace.audit.batches.BatchRef;

/// At which point of a batch a file is asked about.
///
/// @param judged whether the batch's job has judged the files that were left to it
record BatchContext(BatchRef batch, boolean judged) {}
