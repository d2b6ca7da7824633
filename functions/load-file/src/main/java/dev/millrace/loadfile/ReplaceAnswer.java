package dev.millrace.loadfile;

/// Where the audit record stands after its older versions were replaced: INGESTED, or SUPERSEDED by a newer one.
record ReplaceAnswer(String oid, String state, long fence) {}
