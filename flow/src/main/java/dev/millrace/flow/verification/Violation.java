package dev.millrace.flow.verification;

/// Something that a table holds, or lacks, against what is recorded.
///
/// @param dataset whose table it is
/// @param table its name: the dataset's, or that of its rows set aside
/// @param object what it is about: an object id, a place in the lake, or a batch
/// @param what is wrong, for people
/// @param todo what to do about it: a command where one helps
public record Violation(String dataset, String table, String object, String what, String todo) {}
