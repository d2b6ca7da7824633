package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.flow.commands.Commands;
import dev.millrace.local.UserError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes a decision about objects, one after the other, and tells what came of each. It may be stopped anywhere:
/// what was decided is no longer selected when the same command is given again.
final class Decisions {
    private final Console shown;
    private final Commands commands;
    private final Selection selection;
    private final Decision decision;
    private final Map<Result, Integer> counts = new EnumMap<>(Result.class);
    private final List<ObjectVersion> goOn = new ArrayList<>();

    /// @param commands of the stack, to go on with
    Decisions(Console shown, Commands commands, Selection selection, Decision decision) {
        this.shown = shown;
        this.commands = commands;
        this.selection = selection;
        this.decision = decision;
    }

    /// What is decided about one object.
    interface Decision {
        /// What it does, as in `5 released`.
        String past();

        /// Why it cannot be decided about an object; empty when it can.
        Optional<String> refusal(AuditRecord seen);

        /// Decides.
        ///
        /// @return empty when the record has changed since it was seen
        /// @throws Trouble when it cannot be done
        /// @throws IllegalStateException when it cannot be done now
        Optional<Done> take(AuditRecord seen);
    }

    /// What was done.
    ///
    /// @param record as it is now
    /// @param goesOn what to wait for
    /// @param lines for people
    record Done(AuditRecord record, ObjectVersion goesOn, List<String> lines) {
        Done {
            lines = List.copyOf(lines);
        }
    }

    /// What came of one object.
    enum Result {
        /// It would be done: this is a dry run.
        PLANNED,
        /// It was done.
        DONE,
        /// The record has changed since it was looked at; it was left alone.
        CHANGED,
        /// It cannot be done; it was left alone.
        REFUSED
    }

    /// The objects that go on.
    List<ObjectVersion> goOn() {
        return List.copyOf(goOn);
    }

    /// Takes objects.
    ///
    /// @return the exit status
    int take(Iterator<AuditRecord> records) {
        int taken = 0;
        try {
            while (taken < selection.limit() && records.hasNext()) {
                one(records.next());
                taken++;
            }
        } catch (RuntimeException e) {
            if (counts.containsKey(Result.DONE)) {
                shown.remark(summary() + " It stopped there; give the same command again for the rest.");
            }
            throw e;
        }
        boolean more = taken == selection.limit() && records.hasNext();
        if (!selection.ofOne()) {
            shown.remark(summary());
        }
        if (more) {
            shown.remark("There are more: --limit is %,d. %s"
                    .formatted(
                            selection.limit(),
                            selection.dryRun()
                                    ? "The real run takes as many."
                                    : "Give the same command again for the rest."));
        }
        return exitStatus(more && !selection.dryRun());
    }

    private int exitStatus(boolean more) {
        boolean some = counts.containsKey(Result.DONE);
        if (counts.containsKey(Result.REFUSED) || (selection.ofOne() && counts.containsKey(Result.CHANGED))) {
            return some ? Exit.PARTLY : Exit.FAILURE;
        }
        return more ? Exit.PARTLY : Exit.OK;
    }

    private void one(AuditRecord seen) {
        Optional<String> refusal = decision.refusal(seen);
        if (refusal.isPresent()) {
            refused(seen, refusal.get());
        } else if (selection.dryRun()) {
            told(Result.PLANNED, seen, List.of("Would be %s: %s".formatted(decision.past(), named(seen))));
        } else {
            decide(seen);
        }
    }

    private void decide(AuditRecord seen) {
        try {
            Optional<Done> done = decision.take(seen);
            if (done.isPresent()) {
                goOn.add(done.get().goesOn());
                told(Result.DONE, done.get().record(), done.get().lines());
            } else {
                changed(seen);
            }
        } catch (UserError | IllegalStateException e) {
            refused(seen, String.valueOf(e.getMessage()));
        }
    }

    private void changed(AuditRecord seen) {
        if (selection.ofOne()) {
            shown.error(String.valueOf(DismissCommand.changed(seen, commands).getMessage()));
            told(Result.CHANGED, seen, List.of());
        } else {
            told(Result.CHANGED, seen, List.of("Changed meanwhile, left alone: " + named(seen)));
        }
    }

    private void refused(AuditRecord seen, String why) {
        shown.error(why);
        told(Result.REFUSED, seen, List.of());
    }

    private void told(Result result, AuditRecord record, List<String> lines) {
        counts.merge(result, 1, Integer::sum);
        if (selection.json()) {
            shown.line(RecordJson.line(record, "result", result.name()));
        } else {
            lines.forEach(shown::line);
        }
    }

    private static String named(AuditRecord record) {
        String reason = record.reason();
        return "%s, id %s (%s%s)"
                .formatted(record.version(), record.oid(), record.state(), reason == null ? "" : ": " + reason);
    }

    private String summary() {
        int changed = counts.getOrDefault(Result.CHANGED, 0);
        int refused = counts.getOrDefault(Result.REFUSED, 0);
        Result result = selection.dryRun() ? Result.PLANNED : Result.DONE;
        return "%,d %s%s"
                        .formatted(
                                counts.getOrDefault(result, 0), selection.dryRun() ? "would be " : "", decision.past())
                + (changed == 0 ? "" : ", %,d changed meanwhile".formatted(changed))
                + (refused == 0 ? "" : ", %,d cannot be".formatted(refused))
                + ".";
    }
}
