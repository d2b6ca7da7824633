package dev.millrace.contract;

/// JSON objects (RFC 8259) in UTF-8, one a record: each on a line of its own, or all in one array.
///
/// @param lines whether each stands on its own line (JSON Lines), instead of all in one array
/// @param maxRecordBytes the longest record in bytes (`millrace.maxRecordBytes`); a longer one stops the reading of its
///     file, so that memory stays bounded
public record JsonFormat(boolean lines, int maxRecordBytes) implements FileFormat {
    public JsonFormat {
        FileFormat.requireRecordBytes(maxRecordBytes);
    }

    @Override
    public String text() {
        return lines ? "jsonl" : "json";
    }

    @Override
    public String title() {
        return lines ? "JSON Lines" : "a JSON array";
    }
}
