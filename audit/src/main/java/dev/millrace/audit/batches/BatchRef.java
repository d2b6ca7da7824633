package dev.millrace.audit.batches;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.DataContract;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/// Names one batch: one run over the waiting files of a daily or monthly dataset. State machines carry it (in JSON it
/// is flat).
///
/// @param dataset name of the dataset
/// @param cadence of the dataset, as contracts spell it
/// @param batch when it was due, in UTC to the second, such as `20261121T020000Z`
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchRef(String dataset, String cadence, String batch) {
    /// What the names of batches' executions begin with.
    public static final String EXECUTION = "bat-";

    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public BatchRef {
        if (!DataContract.isDataset(dataset)) {
            throw new IllegalArgumentException("Not the name of a dataset: " + dataset);
        }
        if (!FORM.matcher(batch).matches()) {
            throw new IllegalArgumentException("Not a batch, such as 20261121T020000Z: " + batch);
        }
    }

    /// The batch that is due at a moment.
    public static BatchRef at(String dataset, String cadence, Instant due) {
        return new BatchRef(dataset, cadence, TIME.format(due.truncatedTo(ChronoUnit.SECONDS)));
    }

    /// The partition of its files' audit records.
    public String partition() {
        return cadence + "/" + dataset;
    }

    /// Name of its execution: the same for whoever starts it, and who claims its files.
    public String executionName() {
        return EXECUTION + ObjectId.sha256(dataset + "\0" + batch);
    }

    /// The id of a job of its dataset: all batches have the same, and their fences tell them apart.
    ///
    /// @param kind `judge` or `curate`
    public String job(String kind) {
        return kind + "-" + dataset;
    }

    /// Where its files are staged, below the staging bucket; a slash at the end.
    public String stagingPrefix() {
        return stagingPrefix(dataset) + "batch=" + batch + "/";
    }

    /// Where the files of all batches of a dataset are staged, below the staging bucket; a slash at the end.
    public static String stagingPrefix(String dataset) {
        return "staging/" + dataset + "/";
    }

    /// Where its jobs write what they found, below the staging bucket; a slash at the end.
    public String resultsPrefix() {
        return "results/" + dataset + "/" + batch + "/";
    }

    @Override
    public String toString() {
        return dataset + " " + batch;
    }
}
