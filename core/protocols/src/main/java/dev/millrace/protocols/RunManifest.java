package dev.millrace.protocols;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a Spark job of a batch run is to do. All places are `s3://` URIs; those of folders end in `/`.
///
/// @param kind [#JUDGE] or [#CURATE]
/// @param dataset the dataset's name, also of its tables
/// @param batch the run's id, a compact instant in UTC such as `20261121T020000Z`
/// @param contract place of the contract's YAML
/// @param transform a program of the dataset's owners over the rows; null for none
/// @param stagingDatabase database of the table of staged rows, which has the partition column `batch`
/// @param database database of the dataset's table
/// @param stagingLocation folder of the staged rows of all runs, such as `s3://staging/staging/orders/`
/// @param location folder of the dataset's table, such as `s3://lake/orders/`
/// @param results folder for what the job leaves; the result itself is `<kind>.json` in it
/// @param undo ids of runs that broke off: the partitions that they switched are switched back first
/// @param tokenKey ARN of the secret with the key of tokens; null where no column needs one, and for [#CURATE]
/// @param withdrawn ids of objects whose rows are no longer wanted, and may still lie in the table: a partition that is
/// written anew leaves them out
/// @param files in the order of their arrival, oldest first
public record RunManifest(
        String kind,
        String dataset,
        String batch,
        String contract,
        @Nullable Transform transform,
        String stagingDatabase,
        String database,
        String stagingLocation,
        String location,
        String results,
        List<String> undo,
        @Nullable String tokenKey,
        List<String> withdrawn,
        List<InputFile> files) {
    /// A job that judges files which are too big for a function, and stages their rows.
    public static final String JUDGE = "judge";

    /// A job that merges staged rows into the dataset's table.
    public static final String CURATE = "curate";

    private static final Pattern BATCH = Pattern.compile("[0-9]{8}T[0-9]{6}Z");

    public RunManifest {
        undo = List.copyOf(undo);
        withdrawn = List.copyOf(withdrawn);
        files = List.copyOf(files);
        requireKind(kind);
        requireBatch(batch);
        undo.forEach(RunManifest::requireBatch);
        withdrawn.forEach(InputFile::requireOid);
        for (String folder : List.of(stagingLocation, location, results)) {
            if (!folder.endsWith("/")) {
                throw new IllegalArgumentException("The place of a folder ends in /: " + folder);
            }
        }
        Set<String> oids = new HashSet<>();
        for (InputFile file : files) {
            if (!oids.add(file.oid())) {
                throw new IllegalArgumentException("A file is in the manifest twice: " + file.oid());
            }
        }
        for (String oid : withdrawn) {
            if (oids.contains(oid)) {
                throw new IllegalArgumentException("The rows of a file of the run are wanted: " + oid);
            }
        }
        if (undo.contains(batch)) {
            throw new IllegalArgumentException("A run cannot undo itself: " + batch);
        }
    }

    /// The same for some of the files.
    public RunManifest of(List<InputFile> some) {
        return new RunManifest(
                kind,
                dataset,
                batch,
                contract,
                transform,
                stagingDatabase,
                database,
                stagingLocation,
                location,
                results,
                undo,
                tokenKey,
                withdrawn,
                some);
    }

    static void requireKind(String kind) {
        if (!kind.equals(JUDGE) && !kind.equals(CURATE)) {
            throw new IllegalArgumentException("The kind of a job is judge or curate, not " + kind);
        }
    }

    static void requireBatch(String batch) {
        if (!isBatch(batch)) {
            throw new IllegalArgumentException("Not the id of a run: " + batch);
        }
    }

    /// Whether `text` has the form of a run's id.
    public static boolean isBatch(String text) {
        return BATCH.matcher(text).matches();
    }

    /// Key of a manifest in the staging bucket.
    public static String key(String dataset, String batch, String kind) {
        return "manifests/%s/%s/%s.json".formatted(dataset, batch, kind);
    }

    /// Name of a job's result below the folder of results.
    public static String resultName(String kind) {
        return kind + ".json";
    }

    /// Place of the job's result.
    public String resultPlace() {
        return results + resultName(kind);
    }
}
