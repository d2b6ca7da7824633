package dev.millrace.startbatches;

/// A batch that was started.
record Started(String dataset, String batch, String executionArn) {}
