package dev.millrace.cli.lake;

import dev.millrace.local.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Fetches the lake's files from where the catalog says they are.
final class LakeFiles {
    private final S3Client s3;
    private final Path folder;
    private int fetched;

    /// @param folder where they are put, under names of our own
    LakeFiles(S3Client s3, Path folder) {
        this.s3 = s3;
        this.folder = folder;
    }

    /// The Parquet files at a location such as `s3://lake/airports/arrival_date=2026-11-21/`.
    List<Path> at(String location) {
        URI place = place(location);
        String prefix = prefix(location, place.getHost());
        var files = new ArrayList<Path>();
        for (S3Object object : s3.listObjectsV2Paginator(
                        l -> l.bucket(place.getHost()).prefix(prefix))
                .contents()) {
            // As Athena and Hive: what begins with _ or . is no data.
            String name = object.key().substring(object.key().lastIndexOf('/') + 1);
            if (object.size() > 0 && !name.startsWith("_") && !name.startsWith(".")) {
                Path file = folder.resolve(fetched++ + ".parquet");
                s3.getObject(g -> g.bucket(place.getHost()).key(object.key()), file);
                files.add(file);
            }
        }
        return files;
    }

    private static URI place(String location) {
        if (!location.startsWith("s3://")) {
            throw new UserError("The catalog names a place that is not in S3: " + location);
        }
        return URI.create("s3://" + location.substring("s3://".length()).split("/", 2)[0]);
    }

    private static String prefix(String location, String bucket) {
        String prefix = location.substring("s3://".length() + bucket.length()).replaceFirst("^/", "");
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }
}
