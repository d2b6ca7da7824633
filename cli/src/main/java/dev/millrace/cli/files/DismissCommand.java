package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.flow.commands.Commands;
import dev.millrace.local.UserError;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Closes HELD or FAILED objects that nobody wants.
@Command(
        name = "dismiss",
        description = {
            "Close HELD or FAILED objects that nobody wants: they are IGNORED. Their bytes stay in the landing bucket.",
            "Those that are named, or all of a dataset in the states of --state. Look with --dry-run first."
        },
        footer = {
            "",
            "Of a dataset, files that wait for their set are only taken with --rule, such as --rule 'waits for'.",
            "The exit status is 1 when an object cannot be dismissed, 6 when others were all the same, or --limit left some."
        })
public final class DismissCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Mixin
    private Selection selection = new Selection();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "Nobody wants it",
            description = "Why, for their records (default: ${DEFAULT-VALUE}).")
    private String reason = "";

    @Override
    public Integer call() {
        selection.check(shown, EnumSet.of(AuditState.HELD, AuditState.FAILED), null);
        if (reason.isBlank()) {
            throw shown.wrongUsage("--reason needs a reason");
        }
        Stack stack = shown.stack();
        var dismissal = new Dismissal(
                stack.operators(),
                new Advice(stack.contracts().current(), stack.commands()),
                reason,
                "millrace dismiss by " + stack.person());
        return new Decisions(shown, stack.commands(), selection, dismissal)
                .take(selection
                        .of(shown.audit(stack), new ReportReader(stack)::of)
                        .iterator());
    }

    /// Dismisses one object after the other.
    ///
    /// @param reason why
    /// @param by who does it, for the history
    record Dismissal(OperatorActions operators, Advice advice, String reason, String by) implements Decisions.Decision {
        @Override
        public String past() {
            return "dismissed";
        }

        @Override
        public Optional<String> refusal(AuditRecord seen) {
            return seen.state() == AuditState.HELD || seen.state() == AuditState.FAILED
                    ? Optional.empty()
                    : Optional.of(advice.refusal(seen, "only HELD or FAILED objects can be dismissed"));
        }

        @Override
        public Optional<Decisions.Done> take(AuditRecord seen) {
            return operators
                    .dismiss(seen, reason, by)
                    .map(dismissed -> new Decisions.Done(
                            dismissed,
                            dismissed.version(),
                            List.of("%s is %s now: %s".formatted(dismissed.version(), dismissed.state(), reason))));
        }
    }

    /// What to say when somebody else was faster.
    static UserError changed(AuditRecord record, Commands commands) {
        return new UserError("%s has changed meanwhile, and was left alone. See what it is now: %s"
                .formatted(record.version(), commands.show(record.oid().hex())));
    }
}
