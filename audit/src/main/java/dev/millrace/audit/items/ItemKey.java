package dev.millrace.audit.items;

import dev.millrace.base.clients.Adapter;
import dev.millrace.base.identity.ObjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Key of any item of the audit table; the forms are fixed in docs/decisions/0003.
///
/// @param dataset partition key
/// @param object sort key
@Adapter("DynamoDB")
public record ItemKey(String dataset, String object) {
    /// That of no item.
    public static final ItemKey NONE = new ItemKey("none", "none");

    public static final String MEMBER = "file#";
    public static final String OPEN_JOBS = "jobs#open";
    private static final String INCIDENT = "incident#";
    private static final String JOB = "job#";
    private static final String SET = "set#";
    private static final String WAITING = "waiting#";

    /// Between a batch and the number of a page of it.
    public static final String PAGE = "#page#";

    /// The partition of batches of which owners are still to hear.
    public static final String OWED_BATCHES = "owed#batches";

    /// It says that this object was recorded, for ever, and where.
    public static ItemKey guard(ObjectId oid) {
        return new ItemKey("oid#" + oid, "guard");
    }

    /// It serialises the versions of a key.
    public static ItemKey head(String bucket, String key) {
        return new ItemKey("key#" + ObjectId.sha256(bucket + "\0" + key), "head");
    }

    /// It says who ingested, or is ingesting, these bytes in a dataset.
    public static ItemKey content(String datasetName, String sha256) {
        return new ItemKey("content#" + datasetName + "#" + sha256, "content");
    }

    /// It says that rows are to be taken from their table.
    public static ItemKey removal(ObjectId oid, String what) {
        return new ItemKey("removal#" + oid.shard(), oid.hex() + "#" + what);
    }

    /// It says that owners were told of an incident, and when they hear of the rest. In 16 partitions, so that those
    /// that are due are found.
    public static ItemKey incident(String incident) {
        return new ItemKey(INCIDENT + ObjectId.sha256(incident).charAt(0), incident);
    }

    /// The control file in force of a set.
    public static ItemKey control(String set) {
        return new ItemKey(SET + set, "control");
    }

    /// It says what is known of a file of a set, and whether it waits.
    public static ItemKey member(String set, ObjectId oid) {
        return new ItemKey(SET + set, MEMBER + oid);
    }

    /// It says that files of a set may wait. In 16 partitions, so that all such sets are found.
    public static ItemKey waitingSet(String set) {
        return new ItemKey(WAITING + set.charAt(0), set);
    }

    /// It keeps two batches of a dataset apart.
    public static ItemKey lock(String datasetName) {
        return new ItemKey("lock#" + datasetName, "lock");
    }

    /// It counts the batches of a dataset.
    public static ItemKey fence(String datasetName) {
        return new ItemKey("lock#" + datasetName, "fence");
    }

    /// A batch.
    public static ItemKey batch(String datasetName, String batch) {
        return new ItemKey(batches(datasetName), batch);
    }

    /// The partition of a dataset's batches.
    public static String batches(String datasetName) {
        return "batch#" + datasetName;
    }

    /// Some files of a batch. The numbers have as many digits as keep them in order.
    public static ItemKey page(String datasetName, String batch, int number) {
        return new ItemKey(batches(datasetName), "%s%s%06d".formatted(batch, PAGE, number));
    }

    /// The batches of a dataset that may have changed its table without coming to their end.
    public static ItemKey undo(String datasetName) {
        return new ItemKey(batches(datasetName), "undo");
    }

    /// The batches of a dataset that the sweep started because they were owed.
    public static ItemKey tries(String datasetName) {
        return new ItemKey(batches(datasetName), "tries");
    }

    /// It says that owners are still to hear of a batch.
    public static ItemKey owed(String datasetName, String batch) {
        return new ItemKey(OWED_BATCHES, datasetName + "#" + batch);
    }

    /// The partitions of all sets of which files may wait.
    public static List<String> waitingSets() {
        return shards(WAITING);
    }

    /// The partitions of all incidents.
    public static List<String> incidents() {
        return shards(INCIDENT);
    }

    private static List<String> shards(String kind) {
        return "0123456789abcdef".chars().mapToObj(shard -> kind + (char) shard).toList();
    }

    /// It counts one notice that was not sent, since it repeats another.
    ///
    /// @param at when the record moved
    public static ItemKey repeat(String incident, Instant at, ObjectId oid) {
        return new ItemKey(repeats(incident), Attributes.time(at) + "#" + oid.hex());
    }

    /// The partition of an incident's repeats.
    public static String repeats(String incident) {
        return "repeats#" + incident;
    }

    /// The record of a job.
    public static ItemKey job(String id) {
        return new ItemKey(JOB + id, "job");
    }

    /// It says which job a run is of.
    public static ItemKey run(String engine, String runId) {
        return new ItemKey(JOB + engine + "/" + runId, "run");
    }

    /// It says that a job is not over, or its result not handed over.
    public static ItemKey openJob(String id) {
        return new ItemKey(OPEN_JOBS, id);
    }

    public Map<String, AttributeValue> attributes() {
        return Map.of(Attributes.DATASET, Attributes.text(dataset), Attributes.OBJECT, Attributes.text(object));
    }
}
