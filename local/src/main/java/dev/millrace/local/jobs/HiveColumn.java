package dev.millrace.local.jobs;

/// A column as the catalog has it.
///
/// @param name in small letters, as crawlers write it
/// @param type in Hive's words
record HiveColumn(String name, String type) {}
