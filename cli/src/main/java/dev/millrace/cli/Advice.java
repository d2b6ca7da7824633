package dev.millrace.cli;

import dev.millrace.common.audit.AuditRecord;

/// What a person can do about an object.
final class Advice {
    private Advice() {}

    static String on(AuditRecord record) {
        return switch (record.state()) {
            case NEW ->
                onArrival(record)
                        ? "Nothing: its execution is about to claim it."
                        : "Nothing: it waits for the next batch of its dataset.";
            case VALIDATING, VALID, LOADING -> "Nothing: it is being worked on. Look again in a moment.";
            case INGESTED ->
                "Nothing. Query it: ./millrace query \"SELECT * FROM %s LIMIT 10\""
                        .formatted(record.key().datasetName());
            case INVALID -> "Nothing: it is on its way to the failed bucket.";
            case REJECTED ->
                unmatched(record)
                        ? "Upload it under a key that a contract matches (./millrace contract ls), or apply a contract for it."
                        : "Mend the file and upload it again under the same key, or change the contract and upload it again.";
            case FAILED ->
                "The file is not to blame. See ./millrace logs and the execution, mend the cause, upload the file again.";
            case HELD -> "Decide: the reason above says what it waits for. Its bytes stay in the landing bucket.";
            case SUPERSEDED -> "Nothing: a newer version took its place.";
            case GONE -> "Upload it again if it is still wanted.";
            case IGNORED -> "Nothing: such objects are not ingested.";
        };
    }

    static boolean onArrival(AuditRecord record) {
        return record.key().dataset().startsWith("on-arrival/");
    }

    private static boolean unmatched(AuditRecord record) {
        return record.key().datasetName().equals("unmatched");
    }
}
