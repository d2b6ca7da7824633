package dev.millrace.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.net.URI;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/// In which folder a row's file lies, so that rows of many partitions can be read at once.
final class Folders {
    private Folders() {}

    /// The folder of each row's file, in the form of [#of].
    static Column ofRow() {
        UDF1<String, String> folder = url -> {
            String path = URI.create(url).getPath();
            return bucket(URI.create(url)) + path.substring(0, path.lastIndexOf('/') + 1);
        };
        return udf(folder, DataTypes.StringType).apply(col("_metadata.file_path"));
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
