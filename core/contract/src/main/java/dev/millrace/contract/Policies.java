package dev.millrace.contract;

import java.util.Optional;

/// What is done about files that are not as usual.
///
/// @param onNewVersion about new content under an old key
/// @param onDuplicate about content that came before
/// @param onSchemaChange about columns that the contract does not have
/// @param badRows about rows that break a rule
/// @param fileChecks about files that were joined, cut off or changed by a tool (`millrace.fileSeverity`)
/// @param keepRawDays after how many days at its end, at the earliest, a file's bytes may be deleted from the landing
///     bucket, 1 to [DataContract#MOST_RAW_DAYS]; empty when they are kept for ever (`millrace.keepRawDays`)
public record Policies(
        OnNewVersion onNewVersion,
        OnDuplicate onDuplicate,
        SchemaPolicy onSchemaChange,
        BadRows badRows,
        FileChecks fileChecks,
        Optional<Integer> keepRawDays) {}
