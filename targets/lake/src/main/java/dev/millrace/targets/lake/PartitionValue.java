package dev.millrace.targets.lake;

import java.util.Objects;

/// One level of a partition.
///
/// @param column the name of the partition column
/// @param value as the catalog has it: text as it is, a whole number in plain digits, a day as `2026-11-21`
public record PartitionValue(String column, String value) {
    private static final String ESCAPED = "\"#%'*/:=?\\{[]^";

    public PartitionValue {
        Objects.requireNonNull(column);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The partition column " + column + " has an empty value");
        }
    }

    /// The name of the folder, such as `country=C%3A`, escaped as Hive does (`FileUtils.escapePathName`): what could
    /// be taken for syntax becomes `%` and two hex digits, everything else stays.
    public String folder() {
        StringBuilder folder = new StringBuilder(column).append('=');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == 0x7F || ESCAPED.indexOf(c) >= 0) {
                folder.append("%%%02X".formatted((int) c));
            } else {
                folder.append(c);
            }
        }
        return folder.toString();
    }
}
