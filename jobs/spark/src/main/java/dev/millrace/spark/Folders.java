package dev.millrace.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/// In which folder a row's file lies, so that rows of many partitions can be read at once.
final class Folders {
    private Folders() {}

    /// The URL of each row's file.
    static Column fileOfRow() {
        return col("_metadata.file_path");
    }

    /// The folder of each row's file, in the form of [FolderNames#of].
    static Column ofRow() {
        return udf(new OfRow(), DataTypes.StringType).apply(fileOfRow());
    }

    /// Rows of a file come one after the other: its folder is worked out once.
    private static final class OfRow implements UDF1<String, String> {
        private static final long serialVersionUID = 1;

        private transient @Nullable Known last;

        private record Known(String url, String folder) {}

        @Override
        public String call(String url) {
            Known known = last;
            if (known == null || !known.url().equals(url)) {
                known = new Known(url, FolderNames.ofFile(url));
                last = known;
            }
            return known.folder();
        }
    }
}
