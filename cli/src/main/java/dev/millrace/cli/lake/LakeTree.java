package dev.millrace.cli.lake;

import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What lies in a table's folder of the lake: rows of single files, in partitions below the folder itself, and rows of
/// batches, in partitions below `run=<batch>/`.
final class LakeTree {
    private static final String RUN = "run=";
    private static final String PARQUET = ".parquet";

    private final String location;
    private final List<CatalogColumn> partitionColumns;

    /// The folders of partitions that hold a file of rows that count.
    private final Map<List<String>, String> ofFiles = new LinkedHashMap<>();

    /// The folders of partitions that a batch has written, by the batch; with the key of a file in each.
    private final Map<String, Map<String, String>> ofRuns = new HashMap<>();

    private LakeTree(String location, List<CatalogColumn> partitionColumns) {
        this.location = location;
        this.partitionColumns = partitionColumns;
    }

    /// Looks at the lake.
    ///
    /// @param ingested oids of the files whose rows count
    static LakeTree of(
            S3Client s3, String bucket, String table, List<CatalogColumn> partitionColumns, Set<String> ingested) {
        String prefix = table + "/";
        var tree = new LakeTree("s3://" + bucket + "/" + prefix, partitionColumns);
        for (S3Object object :
                s3.listObjectsV2Paginator(l -> l.bucket(bucket).prefix(prefix)).contents()) {
            String name = object.key().substring(object.key().lastIndexOf('/') + 1);
            if (name.endsWith(PARQUET) && !name.startsWith("_") && !name.startsWith(".")) {
                tree.add(object.key(), object.key().substring(prefix.length()), name, ingested);
            }
        }
        return tree;
    }

    private void add(String key, String path, String name, Set<String> ingested) {
        String folder = path.substring(0, path.length() - name.length());
        if (path.startsWith(RUN)) {
            String batch = path.substring(RUN.length(), path.indexOf('/'));
            ofRuns.computeIfAbsent(batch, one -> new LinkedHashMap<>()).putIfAbsent(location + folder, key);
        } else if (ingested.contains(name.substring(0, name.indexOf('.')))) {
            values(folder).ifPresent(values -> ofFiles.put(values, location + folder));
        }
    }

    /// The table's folder, ending in `/`.
    String location() {
        return location;
    }

    /// The partitions with rows of single files that count.
    List<CatalogedPartition> ofFiles() {
        return ofFiles.entrySet().stream()
                .map(one -> new CatalogedPartition(one.getKey(), one.getValue()))
                .toList();
    }

    /// The partitions that hold rows of a batch.
    List<CatalogedPartition> ofRun(String batch) {
        List<CatalogedPartition> partitions = new ArrayList<>();
        String below = location + RUN + batch + "/";
        ofRuns.getOrDefault(batch, Map.of())
                .keySet()
                .forEach(folder -> values(folder.substring(below.length()))
                        .ifPresent(values -> partitions.add(new CatalogedPartition(values, folder))));
        return partitions;
    }

    /// Whether rows of a batch lie in a folder.
    boolean isFilled(String batch, String folder) {
        return ofRuns.getOrDefault(batch, Map.of()).containsKey(folder);
    }

    /// The key of a file with rows of a batch; empty when there is none.
    Optional<String> fileOf(String batch) {
        return ofRuns.getOrDefault(batch, Map.of()).values().stream().findFirst();
    }

    /// The values that a path such as `year=2026/country=NL/` gives the partition columns; empty when it is none.
    private Optional<List<String>> values(String path) {
        String[] levels = (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1);
        if (levels.length != partitionColumns.size()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            String column = partitionColumns.get(i).name() + "=";
            if (!levels[i].startsWith(column)) {
                return Optional.empty();
            }
            values.add(unescaped(levels[i].substring(column.length())));
        }
        return Optional.of(values);
    }

    /// Undoes what [dev.millrace.targets.lake.PartitionValue#folder()] does: each `%` and two hex digits are one
    /// character.
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean escaped = text.charAt(i) == '%' && text.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*");
            if (escaped) {
                plain.append(new String(
                        new byte[] {(byte) Integer.parseInt(text.substring(i + 1, i + 3), 16)},
                        StandardCharsets.ISO_8859_1));
                i += 2;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
