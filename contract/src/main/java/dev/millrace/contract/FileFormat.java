package dev.millrace.contract;

/// How the files of a dataset are written. There is one format yet; others will join it here.
public sealed interface FileFormat permits CsvFormat {}
