package dev.millrace.harness;

import dev.millrace.flow.verification.RowsInTable;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.parquet.format.Util;

/// Which rows lie in the lake. Functions write Parquet, a file an object; the job of the harness writes how many rows
/// of each object lie in a partition.
final class LakeRows implements RowsInTable {
    /// Name of the file of a partition that the job of the harness has written.
    static final String COUNTS = "rows.txt";

    private static final int LENGTH_AND_MAGIC = 8;
    private static final Pattern OBJECT = Pattern.compile(".*/([0-9a-f]{64})(?:\\.[^/]*)?\\.parquet");

    private final S3Places places;
    private final TableCatalog catalog;
    private final String database;

    LakeRows(S3Places places, TableCatalog catalog, String database) {
        this.places = places;
        this.catalog = catalog;
        this.database = database;
    }

    @Override
    public Map<String, Long> byObject(String table) {
        var all = new TreeMap<String, Long>();
        for (CatalogedPartition partition : catalog.partitions(database, table)) {
            of(Objects.requireNonNull(partition.location())).forEach((oid, rows) -> all.merge(oid, rows, Long::sum));
        }
        return all;
    }

    /// The rows of a folder, by their objects.
    Map<String, Long> of(String folder) {
        var rows = new TreeMap<String, Long>();
        for (String place : places.below(folder)) {
            Matcher object = OBJECT.matcher(place);
            if (object.matches()) {
                rows.merge(object.group(1), inParquet(places.read(place).orElseThrow()), Long::sum);
            } else if (place.endsWith("/" + COUNTS)) {
                read(places.read(place).orElseThrow()).forEach((oid, count) -> rows.merge(oid, count, Long::sum));
            }
        }
        return rows;
    }

    static byte[] write(Map<String, Long> rows) {
        var text = new StringBuilder();
        rows.forEach((oid, count) ->
                text.append(oid).append(' ').append(count.longValue()).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Long> read(byte[] counts) {
        var rows = new TreeMap<String, Long>();
        new String(counts, StandardCharsets.UTF_8).lines().forEach(line -> {
            String[] parts = line.split(" ", 2);
            rows.put(parts[0], Long.valueOf(parts[1]));
        });
        return rows;
    }

    /// How many rows a file of Parquet says that it has.
    static long inParquet(byte[] file) {
        int end = file.length - LENGTH_AND_MAGIC;
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        try {
            return Util.readFileMetaData(new ByteArrayInputStream(file, end - length, length))
                    .getNum_rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
