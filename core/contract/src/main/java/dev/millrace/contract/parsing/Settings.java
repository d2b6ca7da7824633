package dev.millrace.contract.parsing;

import dev.millrace.contract.BadRows;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.FileChecks;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.contract.Packing;
import dev.millrace.contract.SchemaPolicy;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.contract.keys.KeyPattern;
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
