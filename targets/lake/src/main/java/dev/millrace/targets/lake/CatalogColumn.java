package dev.millrace.targets.lake;

/// A column of a table in the catalog.
///
/// @param type in Hive's words, such as `bigint` or `decimal(38,18)`
public record CatalogColumn(String name, String type) {}
