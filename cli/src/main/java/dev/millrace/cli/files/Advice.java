package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import java.util.List;

/// What a person can do about an object, in lines.
final class Advice {
    private final ContractIndex inForce;
    private final Commands commands;

    /// @param inForce the contracts in force: whether a file waits for a batch is for them to say
    Advice(ContractIndex inForce, Commands commands) {
        this.inForce = inForce;
        this.commands = commands;
    }

    /// What to do about a record.
    List<String> on(AuditRecord record) {
        return switch (record.state()) {
            case NEW -> onNew(record);
            case VALIDATING, VALID, LOADING ->
                List.of(
                        "Nothing: it is being worked on. Look again in a moment. If its execution has ended without a word, "
                                + "the sweep sees to it.");
            case INGESTED ->
                List.of(
                        "Nothing. Query it: "
                                + commands.query("SELECT * FROM %s LIMIT 10"
                                        .formatted(record.key().datasetName())),
                        "If its contract has changed, and it is to be ingested anew under it: "
                                + commands.reingest(record.oid().toString()));
            case INVALID -> List.of("Nothing: it is on its way to the failed bucket.");
            case REJECTED -> onRejected(record);
            case FAILED -> onFailed(record);
            case HELD -> onHeld(record);
            case SUPERSEDED -> List.of("Nothing: a newer version took its place.");
            case GONE -> List.of("Upload it again if it is still wanted.");
            case IGNORED -> List.of("Nothing: it is not to be ingested. If it is after all, upload it again.");
            case APPLIED -> List.of("Nothing: it is a control file, and what it says of its set is in force.");
        };
    }

    private List<String> onNew(AuditRecord record) {
        if (inForce.onArrival(record.key())) {
            return List.of(
                    record.executionArn() == null
                            ? "Nothing: the sweep starts it, for its dataset has no batches any longer. At once: "
                                    + commands.sweep()
                            : "Nothing: its execution is about to claim it.");
        }
        String dataset = record.key().datasetName();
        return List.of(inForce.cadence(dataset)
                .map(cadence ->
                        "Nothing: it waits for the next batch of its dataset, which is %s. To run it at once: %s"
                                .formatted(cadence.text(), batch(dataset, cadence)))
                .orElse("No contract of the dataset %s is in force, so nothing takes it. Apply one: %s"
                        .formatted(dataset, commands.apply("FILE"))));
    }

    private String batch(String dataset, Cadence cadence) {
        return commands.batch(cadence.text(), dataset);
    }

    private List<String> onFailed(AuditRecord record) {
        String dataset = record.key().datasetName();
        String again = inForce.onArrival(record.key())
                ? "It is tried again by itself, at first after minutes, later ever more rarely."
                : "A batch takes it again: one that the sweep starts, at first after minutes, later ever more rarely; or the next of its dataset."
                        + inForce.cadence(dataset)
                                .map(cadence -> " To run one at once: " + batch(dataset, cadence))
                                .orElse("");
        return List.of(
                "The file is not to blame. If the fault lasts, see the execution and the log of its function, and mend it: "
                        + commands.logs("FUNCTION"),
                again,
                "To try it again at once: " + commands.replay(record.oid().hex()),
                "If nobody wants it: " + commands.dismiss(record.oid().hex()));
    }

    private List<String> onHeld(AuditRecord record) {
        String waitsFor = record.course().waitsFor();
        return waitsFor == null
                ? List.of(
                        "Decide: the reason says what it waits for. Its bytes stay in the landing bucket.",
                        "To let it go on: " + commands.release(record.oid().hex()),
                        "If nobody wants it: " + commands.dismiss(record.oid().hex()))
                : List.of(
                        "Nothing, while its set is still to come: it goes on by itself when that is complete.",
                        "Its control file: " + commands.history(waitsFor),
                        "To load it without its set: "
                                + commands.release(record.oid().hex()),
                        "If nobody wants it: " + commands.dismiss(record.oid().hex()));
    }

    /// Why an object's state does not allow what was asked for, and what to do instead.
    ///
    /// @param rule such as `only HELD objects can be dismissed`
    String refusal(AuditRecord record, String rule) {
        return "%s is %s, and %s.\n  ".formatted(record.version(), record.state(), rule)
                + String.join("\n  ", on(record));
    }

    private List<String> onRejected(AuditRecord record) {
        String releasedAs = record.course().releasedAs();
        if (releasedAs != null) {
            return List.of("Nothing: its bytes were released as a new version. Follow that: "
                    + commands.show(record.version().key() + "#" + releasedAs));
        }
        if (record.failedKey() == null) {
            return List.of(
                    "Upload it again if it is still wanted: its bytes had vanished before they could be set aside.");
        }
        return record.key().dataset().equals(AuditKey.UNMATCHED)
                ? List.of(
                        "If the key is wrong: upload the file under one that a contract matches ("
                                + commands.contracts() + ").",
                        "If it is a new kind of file: " + commands.apply("FILE") + ", then "
                                + commands.release(record.oid().hex()))
                : List.of(
                        "If the file is wrong: have it mended and upload it again, under the same key or another.",
                        "If the contract is wrong: change it, " + commands.apply("FILE") + ", then "
                                + commands.release(record.oid().hex()));
    }
}
