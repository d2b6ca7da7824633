package dev.millrace.protocols;

import java.util.List;

/// The list of the files that an attempt puts into the lake's tables for an object, written before they are put: so
/// whoever takes the object's rows out again finds them all.
///
/// @param files keys in the lake bucket
public record LoadedFiles(List<String> files) {
    private static final String FOLDER = "_loads/";

    public LoadedFiles {
        files = List.copyOf(files);
    }

    /// The folder of an object's lists, below the lake's; it ends in `/`. No table's name begins with an underscore.
    public static String folder(String dataset, String oid) {
        return FOLDER + dataset + "/" + oid + "/";
    }
}
