package dev.millrace.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.net.URI;
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

    /// The folder of each row's file, in the form of [#of].
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
                known = new Known(url, ofFile(url));
                last = known;
            }
            return known.folder();
        }
    }

    /// The folder of a file, in the form of [#of].
    ///
    /// @param url as [#fileOfRow] gives it
    static String ofFile(String url) {
        URI uri = URI.create(url);
        return bucket(uri) + uri.getPath().substring(0, uri.getPath().lastIndexOf('/') + 1);
    }

    /// A partition's place without its scheme, which file systems spell in their own ways.
    ///
    /// @param location ends in `/`
    static String of(String location) {
        URI uri = new org.apache.hadoop.fs.Path(location).toUri();
        return bucket(uri) + uri.getPath() + "/";
    }

    private static String bucket(URI uri) {
        return uri.getAuthority() == null ? "" : uri.getAuthority();
    }
}
