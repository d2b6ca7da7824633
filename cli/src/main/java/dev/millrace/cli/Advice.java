package dev.millrace.cli;

import dev.millrace.common.audit.AuditKey;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.contract.Printable;
import java.util.List;

/// What a person can do about an object, in lines.
final class Advice {
    private Advice() {}

    static List<String> on(AuditRecord record) {
        return switch (record.state()) {
            case NEW ->
                List.of(
                        record.key().onArrival()
                                ? "Nothing: its execution is about to claim it."
                                : "Nothing: it waits for the next batch of its dataset.");
            case VALIDATING, VALID, LOADING ->
                List.of(
                        "Nothing: it is being worked on. Look again in a moment. If its execution has ended without a word, "
                                + "the sweep sees to it.");
            case INGESTED ->
                List.of("Nothing. Query it: ./millrace query \"SELECT * FROM %s LIMIT 10\""
                        .formatted(record.key().datasetName()));
            case INVALID -> List.of("Nothing: it is on its way to the failed bucket.");
            case REJECTED -> onRejected(record);
            case FAILED ->
                List.of(
                        "The file is not to blame. If the fault lasts, see ./millrace logs and the execution, and mend it.",
                        "It is tried again by itself, at first after minutes, later ever more rarely.",
                        "To try it again at once: ./millrace replay " + record.oid());
            case HELD -> onHeld(record);
            case SUPERSEDED -> List.of("Nothing: a newer version took its place.");
            case GONE -> List.of("Upload it again if it is still wanted.");
            case IGNORED -> List.of("Nothing: it is not to be ingested. If it is after all, upload it again.");
            case APPLIED -> List.of("Nothing: it is a control file, and what it says of its set is in force.");
        };
    }

    private static List<String> onHeld(AuditRecord record) {
        String waitsFor = record.course().waitsFor();
        return waitsFor == null
                ? List.of(
                        "Decide: the reason says what it waits for. Its bytes stay in the landing bucket.",
                        "To let it go on: ./millrace release " + record.oid(),
                        "If nobody wants it: ./millrace dismiss " + record.oid())
                : List.of(
                        "Nothing, while its set is still to come: it goes on by itself when that is complete.",
                        "Its control file: ./millrace history '%s'".formatted(Printable.of(waitsFor)),
                        "To load it without its set: ./millrace release " + record.oid(),
                        "If nobody wants it: ./millrace dismiss " + record.oid());
    }

    /// Why an object's state does not allow what was asked for, and what to do instead.
    ///
    /// @param rule such as `only HELD objects can be dismissed`
    static String refusal(AuditRecord record, String rule) {
        return "%s is %s, and %s.\n  ".formatted(record.version(), record.state(), rule)
                + String.join("\n  ", on(record));
    }

    /// The same where one state allows it.
    ///
    /// @param done such as `dismissed`
    static String refusal(AuditRecord record, String done, AuditState from) {
        return refusal(record, "only %s objects can be %s".formatted(from, done));
    }

    private static List<String> onRejected(AuditRecord record) {
        String releasedAs = record.course().releasedAs();
        if (releasedAs != null) {
            return List.of("Nothing: its bytes were released as a new version. Follow that: ./millrace show '%s#%s'"
                    .formatted(Printable.of(record.version().key()), releasedAs));
        }
        if (record.failedKey() == null) {
            return List.of(
                    "Upload it again if it is still wanted: its bytes had vanished before they could be set aside.");
        }
        return record.key().dataset().equals(AuditKey.UNMATCHED)
                ? List.of(
                        "If the key is wrong: upload the file under one that a contract matches (./millrace contract ls).",
                        "If it is a new kind of file: ./millrace contract apply FILE, then ./millrace release "
                                + record.oid())
                : List.of(
                        "If the file is wrong: have it mended and upload it again, under the same key or another.",
                        "If the contract is wrong: change it, ./millrace contract apply FILE, then ./millrace release "
                                + record.oid());
    }
}
