/// Reading JSON (RFC 8259) record by record, as bytes, strictly and in bounded memory.
///
/// [JsonReader][dev.millrace.formats.json.JsonReader] is the way in. It knows the names that are asked for, and
/// neither columns nor types.
@NullMarked
package dev.millrace.formats.json;

import org.jspecify.annotations.NullMarked;
