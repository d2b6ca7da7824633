package dev.millrace.formats.parquet;

import java.util.List;

/// The columns of a file.
///
/// @param names what they are called, in their order; there may be one twice
/// @param leaves those that have values: the columns, or the parts of nested ones
record FileColumns(List<String> names, List<Leaf> leaves) {
    static final FileColumns NONE = new FileColumns(List.of(), List.of());

    FileColumns {
        names = List.copyOf(names);
        leaves = List.copyOf(leaves);
    }

    /// Where in a row group the first values of the column called `name` are; -1 when there is no such column.
    int indexOf(String name) {
        int place = names.indexOf(name);
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).place() == place) {
                return i;
            }
        }
        return -1;
    }
}
