package dev.millrace.protocols;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// One landing file of a run.
///
/// @param oid the object's id
/// @param size in bytes
/// @param arrived when it landed
/// @param rows how many rows of it are staged; [#UNKNOWN] before it is judged
/// @param rowsSetAside how many rows of it were set aside when it was judged
/// @param replaces ids of objects whose rows this file's rows replace
public record InputFile(
        String oid,
        String bucket,
        String key,
        String versionId,
        long size,
        Instant arrived,
        long rows,
        long rowsSetAside,
        List<String> replaces) {
    /// How many rows a file has that nobody has judged yet.
    public static final long UNKNOWN = -1;

    private static final Pattern OID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    public InputFile {
        Objects.requireNonNull(arrived);
        replaces = List.copyOf(replaces);
        if (size < 0 || rows < UNKNOWN || rowsSetAside < 0) {
            throw new IllegalArgumentException("%s has %d bytes and %d rows".formatted(oid, size, rows));
        }
        requireOid(oid);
        replaces.forEach(InputFile::requireOid);
        if (replaces.contains(oid)) {
            throw new IllegalArgumentException("A file cannot replace itself: " + oid);
        }
    }

    static void requireOid(String oid) {
        if (!OID.matcher(oid).matches()) {
            throw new IllegalArgumentException("Not an object id: " + oid);
        }
    }

    /// For people: `s3://landing/orders/1.csv, version abc`.
    public String title() {
        return "s3://%s/%s, version %s".formatted(bucket, key, versionId);
    }
}
