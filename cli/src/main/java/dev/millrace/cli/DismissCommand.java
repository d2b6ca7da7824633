package dev.millrace.cli;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.local.Trouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Closes a HELD or FAILED object that nobody wants.
@Command(
        name = "dismiss",
        description =
                "Close a HELD or FAILED object that nobody wants: it is IGNORED. Its bytes stay in the landing bucket.")
final class DismissCommand implements Callable<Integer> {
    @Mixin
    private Shown shown = new Shown();

    @Parameters(
            paramLabel = "OBJECT",
            description = "Its id (or 8 digits of it), key, key#versionId or s3://bucket/key.")
    private String object = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "Nobody wants it",
            description = "Why, for its record (default: ${DEFAULT-VALUE}).")
    private String reason = "";

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        AuditRecord record = shown.audit(stack).named(object);
        if (record.state() != AuditState.HELD && record.state() != AuditState.FAILED) {
            throw new Trouble(Advice.refusal(
                    record, stack.contracts().current(), "only HELD or FAILED objects can be dismissed"));
        }
        if (reason.isBlank()) {
            throw shown.wrongUsage("--reason needs a reason");
        }
        AuditRecord dismissed = stack.desk()
                .dismiss(record, reason, "millrace dismiss by " + stack.person())
                .orElseThrow(() -> changed(record));
        shown.line("%s is %s now: %s".formatted(dismissed.version(), dismissed.state(), reason));
        return Exit.OK;
    }

    /// What to say when somebody else was faster.
    static Trouble changed(AuditRecord record) {
        return new Trouble("%s has changed meanwhile, and was left alone. See what it is now: ./millrace show %s"
                .formatted(record.version(), record.oid()));
    }
}
