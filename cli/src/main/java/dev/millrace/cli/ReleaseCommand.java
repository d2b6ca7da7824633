package dev.millrace.cli;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.contracts.ContractRef;
import dev.millrace.common.identity.ObjectVersion;
import dev.millrace.contract.Printable;
import dev.millrace.local.Trouble;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lets a HELD or REJECTED object go on.
@Command(
        name = "release",
        description = {
            "Let a HELD object go on: what held it is waived, by you.",
            "Let a REJECTED object go on, after its contract was mended: its bytes go back to the landing bucket as a new "
                    + "version of its key, in its old place among the versions. The copy in the failed bucket stays."
        },
        footer = {"", "With --wait the exit status is that of put --wait."})
final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private Shown shown = new Shown();

    @Parameters(
            paramLabel = "OBJECT",
            description = "Its id (or 8 digits of it), key, key#versionId or s3://bucket/key.")
    private String object = "";

    @Mixin
    private Waiting waiting = new Waiting();

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        AuditRecord record = shown.audit(stack).named(object);
        String by = "millrace release by " + stack.person();
        ObjectVersion goesOn = switch (record.state()) {
            case HELD -> release(stack, record, by);
            case REJECTED -> putBack(stack, record, by);
            case NEW, VALIDATING, VALID, LOADING, INGESTED, INVALID, FAILED, SUPERSEDED, GONE, IGNORED, APPLIED ->
                throw new Trouble(Advice.refusal(
                        record, stack.contracts().current(), "only HELD or REJECTED objects can be released"));
        };
        return waiting.outcome(shown, stack, List.of(goesOn));
    }

    private ObjectVersion release(Stack stack, AuditRecord record, String by) {
        try {
            AuditRecord released =
                    stack.restarts().release(record, by).orElseThrow(() -> DismissCommand.changed(record));
            shown.line("Released %s, id %s%s"
                    .formatted(
                            released.version(),
                            released.oid(),
                            released.executionArn() == null ? ": it waits for the next batch of its dataset" : ""));
            return released.version();
        } catch (IllegalStateException e) {
            throw new Trouble(String.valueOf(e.getMessage()), e);
        }
    }

    private ObjectVersion putBack(Stack stack, AuditRecord record, String by) {
        String before = record.course().releasedAs();
        if (before == null) {
            lookAtContract(stack, record);
        }
        ObjectVersion back = before == null
                ? PutBack.of(stack).putBack(record, by)
                : new ObjectVersion(record.version().bucket(), record.version().key(), before);
        shown.line("%s %s as %s, id %s"
                .formatted(before == null ? "Released" : "It was released before:", record.version(), back, back.id()));
        shown.line("Follow it: ./millrace show '%s#%s'".formatted(Printable.of(back.key()), back.versionId()));
        return back;
    }

    /// The same contract gives the same verdict, so it must have been mended, or applied, before.
    private void lookAtContract(Stack stack, AuditRecord record) {
        ContractRef contract = stack.contracts()
                .current()
                .owning(record.version().key())
                .orElseThrow(() -> new Trouble(
                        "No contract in force matches the key of %s, so it would be refused again. Apply one first: ./millrace contract apply FILE"
                                .formatted(record.version())));
        boolean same = record.pinnedContract()
                .filter(pin -> pin.sha256().equals(contract.pin().sha256()))
                .isPresent();
        if (same) {
            shown.remark(
                    "Its contract is still the one that refused it (version %s). If that is not mended, it will be refused again."
                            .formatted(contract.pin().version()));
        }
    }
}
