package dev.millrace.formats.parquet;

import dev.millrace.formats.parquet.Annotation.Plain;
import java.util.List;

/// A column of a file that has values.
///
/// @param place which of the file's columns it is or is a part of, from 0
/// @param path its name, after those of the groups around it
/// @param length how many bytes each value has; 0 when they differ or are bits
/// @param optional whether values may be missing
/// @param repeated whether it, or a group around it, can have several values in a row
record Leaf(
        int place,
        List<String> path,
        PhysicalType type,
        int length,
        boolean optional,
        boolean repeated,
        Annotation annotation) {
    Leaf {
        path = List.copyOf(path);
    }

    /// The name of the column of the file that it is or is a part of.
    String column() {
        return path.get(0);
    }

    /// Whether it is a column by itself, with one value at most in each row.
    boolean isFlat() {
        return path.size() == 1 && !repeated;
    }

    /// How it is stored and what it stands for, such as `INT64 as TIMESTAMP(micros, UTC)`.
    String typeText() {
        String stored = type == PhysicalType.FIXED_LEN_BYTE_ARRAY ? "%s(%d)".formatted(type, length) : type.toString();
        return annotation == Plain.NONE ? stored : stored + " as " + annotation;
    }
}
