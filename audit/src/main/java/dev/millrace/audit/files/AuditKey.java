package dev.millrace.audit.files;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.DataContract;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Key of an audit record.
///
/// @param dataset partition key: `<cadence>/<dataset name>`, or `none/unmatched`
/// @param object sort key: `<bucket>/<key>#<versionId>` while that fits 1,024 bytes, else as much of it as fits, `~`
///     and the oid
public record AuditKey(String dataset, String object) {
    /// Partition of objects that no data contract matches.
    public static final String UNMATCHED = DataContract.NO_DATASET + "/" + DataContract.UNMATCHED;

    /// DynamoDB's limit for a sort key, in bytes of UTF-8.
    private static final int MAX_SORT_KEY_BYTES = 1024;

    /// Key of an object of a dataset.
    public static AuditKey of(Cadence cadence, String dataset, ObjectVersion version) {
        return new AuditKey(partition(cadence, dataset), sortKey(version));
    }

    /// Key of an object that no data contract matches.
    public static AuditKey unmatched(ObjectVersion version) {
        return new AuditKey(UNMATCHED, sortKey(version));
    }

    /// Partition of a dataset: `<cadence>/<dataset name>`.
    public static String partition(Cadence cadence, String dataset) {
        return cadence.text() + "/" + dataset;
    }

    /// The start of the sort keys of all versions of a key; it may match longer keys too, so compare the record's own
    /// key.
    public static String sortKeyPrefix(String bucket, String key) {
        String whole = bucket + "/" + key + "#";
        return utf8Length(whole) < MAX_SORT_KEY_BYTES - 65 ? whole : cut(whole, MAX_SORT_KEY_BYTES - 65);
    }

    /// The partitions of a dataset under any cadence.
    public static List<String> partitions(String dataset) {
        return Arrays.stream(Cadence.values())
                .map(cadence -> partition(cadence, dataset))
                .toList();
    }

    /// The partitions of the same dataset under any cadence; of an unmatched object, only its own.
    public List<String> everyPartition() {
        return dataset.equals(UNMATCHED) ? List.of(dataset) : partitions(datasetName());
    }

    /// Whether its files were ingested when they landed, and not by a batch, when this one came. What happens to
    /// it now, the cadence in force decides: `ContractIndex`.
    public boolean onArrival() {
        return dataset.equals(UNMATCHED) || dataset.startsWith(Cadence.ON_ARRIVAL.text() + "/");
    }

    /// The dataset's name without its cadence.
    public String datasetName() {
        return dataset.substring(dataset.indexOf('/') + 1);
    }

    private static String sortKey(ObjectVersion version) {
        String whole = version.bucket() + "/" + version.key() + "#" + version.versionId();
        if (utf8Length(whole) <= MAX_SORT_KEY_BYTES) {
            return whole;
        }
        String end = "~" + version.id().hex();
        return cut(whole, MAX_SORT_KEY_BYTES - end.length()) + end;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// The longest start of the text of at most `max` bytes that does not end within a character.
    private static String cut(String text, int max) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > max) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }
}
