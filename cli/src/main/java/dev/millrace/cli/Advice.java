package dev.millrace.cli;

import dev.millrace.common.audit.AuditKey;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.contracts.ContractIndex;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Printable;
import java.util.List;

/// What a person can do about an object, in lines.
final class Advice {
    private Advice() {}

    /// @param inForce the contracts in force: whether a file waits for a batch is for them to say
    static List<String> on(AuditRecord record, ContractIndex inForce) {
        return switch (record.state()) {
            case NEW -> onNew(record, inForce);
            case VALIDATING, VALID, LOADING ->
                List.of(
                        "Nothing: it is being worked on. Look again in a moment. If its execution has ended without a word, "
                                + "the sweep sees to it.");
            case INGESTED ->
                List.of(
                        "Nothing. Query it: ./millrace query \"SELECT * FROM %s LIMIT 10\""
                                .formatted(record.key().datasetName()),
                        "If its contract has changed, and it is to be ingested anew under it: ./millrace reingest "
                                + record.oid());
            case INVALID -> List.of("Nothing: it is on its way to the failed bucket.");
            case REJECTED -> onRejected(record);
            case FAILED -> onFailed(record, inForce);
            case HELD -> onHeld(record);
            case SUPERSEDED -> List.of("Nothing: a newer version took its place.");
            case GONE -> List.of("Upload it again if it is still wanted.");
            case IGNORED -> List.of("Nothing: it is not to be ingested. If it is after all, upload it again.");
            case APPLIED -> List.of("Nothing: it is a control file, and what it says of its set is in force.");
        };
    }

    private static List<String> onNew(AuditRecord record, ContractIndex inForce) {
        if (inForce.onArrival(record.key())) {
            return List.of(
                    record.executionArn() == null
                            ? "Nothing: the sweep starts it, for its dataset has no batches any longer. At once: ./millrace sweep"
                            : "Nothing: its execution is about to claim it.");
        }
        String dataset = record.key().datasetName();
        return List.of(inForce.cadence(dataset)
                .map(cadence ->
                        "Nothing: it waits for the next batch of its dataset, which is %s. To run it at once: %s"
                                .formatted(cadence.text(), batch(dataset, cadence)))
                .orElse(
                        "No contract of the dataset %s is in force, so nothing takes it. Apply one: ./millrace contract apply FILE"
                                .formatted(dataset)));
    }

    private static String batch(String dataset, Cadence cadence) {
        return "./millrace batch %s --dataset %s --wait".formatted(cadence.text(), dataset);
    }

    private static List<String> onFailed(AuditRecord record, ContractIndex inForce) {
        String dataset = record.key().datasetName();
        String again = inForce.onArrival(record.key())
                ? "It is tried again by itself, at first after minutes, later ever more rarely."
                : "A batch takes it again: one that the sweep starts, at first after minutes, later ever more rarely; or the next of its dataset."
                        + inForce.cadence(dataset)
                                .map(cadence -> " To run one at once: " + batch(dataset, cadence))
                                .orElse("");
        return List.of(
                "The file is not to blame. If the fault lasts, see ./millrace logs and the execution, and mend it.",
                again,
                "To try it again at once: ./millrace replay " + record.oid(),
                "If nobody wants it: ./millrace dismiss " + record.oid());
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
    static String refusal(AuditRecord record, ContractIndex inForce, String rule) {
        return "%s is %s, and %s.\n  ".formatted(record.version(), record.state(), rule)
                + String.join("\n  ", on(record, inForce));
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
