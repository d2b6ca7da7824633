package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Stack;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.landing.S3LandingBucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All versions of a key.
///
/// @param records in upload order; a version that was put back from the failed bucket stands after its original
/// @param unrecorded versions in the landing bucket that have no record (yet), in upload order
record KeyHistory(List<AuditRecord> records, List<ObjectVersion> unrecorded) {
    KeyHistory {
        records = List.copyOf(records);
        unrecorded = List.copyOf(unrecorded);
    }

    /// The versions of an object's key, whatever their datasets are or were.
    static KeyHistory of(Stack stack, AuditView view, AuditRecord object) {
        var found = new LinkedHashMap<ObjectId, AuditRecord>();
        partitions(stack, object)
                .distinct()
                .flatMap(partition ->
                        view
                                .versionsIn(
                                        partition,
                                        object.version().bucket(),
                                        object.version().key())
                                .stream())
                .forEach(record -> found.put(record.oid(), record));
        found.put(object.oid(), object);
        List<ObjectVersion> unrecorded = unrecorded(stack, view, object, found);
        return new KeyHistory(inUploadOrder(found), unrecorded.reversed());
    }

    /// What no contract of today leads to is found by what stands in the bucket.
    private static List<ObjectVersion> unrecorded(
            Stack stack, AuditView view, AuditRecord object, Map<ObjectId, AuditRecord> found) {
        var unrecorded = new ArrayList<ObjectVersion>();
        for (ObjectVersion version : new S3LandingBucket(stack.s3()).versions(object.version())) {
            if (!found.containsKey(version.id())) {
                Optional<AuditRecord> record = view.byId(version.id());
                record.ifPresentOrElse(r -> found.put(r.oid(), r), () -> unrecorded.add(version));
            }
        }
        return unrecorded;
    }

    private static Stream<String> partitions(Stack stack, AuditRecord object) {
        Stream<String> current = stack
                .contracts()
                .current()
                .owning(object.version().key())
                .stream()
                .flatMap(contract -> Arrays.stream(Cadence.values())
                        .map(cadence ->
                                AuditKey.partition(cadence, contract.pin().dataset())));
        return Stream.of(object.key().everyPartition().stream(), current, Stream.of(AuditKey.UNMATCHED))
                .flatMap(all -> all);
    }

    private static List<AuditRecord> inUploadOrder(Map<ObjectId, AuditRecord> records) {
        return records.values().stream()
                .sorted(Comparator.comparing(AuditRecord::order)
                        .thenComparing(AuditRecord::arrived)
                        .thenComparing(record -> record.oid().hex()))
                .toList();
    }
}
