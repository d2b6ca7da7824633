package dev.millrace.contract;

import java.util.Optional;

/// The values of the `millrace.*` properties.
///
/// @param keyPattern empty only when a problem says why
/// @param curate what is done with the rows, as it stands there; empty when nothing is said
record Settings(
        Optional<KeyPattern> keyPattern,
        Optional<ControlFile> controlFile,
        Cadence cadence,
        FileFormat format,
        Packing packing,
        OnNewVersion onNewVersion,
        OnDuplicate onDuplicate,
        SchemaPolicy onSchemaChange,
        BadRows badRows,
        FileChecks fileChecks,
        Optional<Integer> keepRawDays,
        Optional<YamlNode> curate) {}
