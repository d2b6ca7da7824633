package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.executions.Restarts;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lets HELD or REJECTED objects go on.
@Command(
        name = "release",
        description = {
            "Let HELD objects go on: what held them is waived, by you.",
            "Let REJECTED objects go on, after their contract was mended: their bytes go back to the landing bucket as a new "
                    + "version of their key, in their old place among the versions. The copy in the failed bucket stays.",
            "Those that are named, or all of a dataset: HELD ones unless --state says otherwise. Look with --dry-run first."
        },
        footer = {
            "",
            "Of a dataset, files that wait for their set are only taken with --rule, such as --rule 'waits for'.",
            "The exit status is 1 when an object cannot be released, 6 when others were all the same, or --limit left some.",
            "With --wait it is that of put --wait."
        })
public final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Mixin
    private Selection selection = new Selection();

    @Mixin
    private Waiting waiting = new Waiting();

    @Override
    public Integer call() {
        selection.check(shown, EnumSet.of(AuditState.HELD, AuditState.REJECTED), AuditState.HELD);
        Stack stack = shown.stack();
        AuditView view = shown.audit(stack);
        var decisions = new Decisions(shown, stack.commands(), selection, new Release(stack, view));
        int status =
                decisions.take(selection.of(view, new ReportReader(stack)::of).iterator());
        int waited = selection.json()
                ? waiting.outcome(
                        shown,
                        stack,
                        decisions.goOn(),
                        records -> records.forEach(record -> shown.line(RecordJson.line(record))))
                : waiting.outcome(shown, stack, decisions.goOn());
        return status == Exit.OK ? waited : status;
    }

    /// Releases one object after the other.
    private final class Release implements Decisions.Decision {
        private final AuditView view;
        private final Restarts restarts;
        private final ContractIndex inForce;
        private final Commands commands;
        private final PutBack putBack;
        private final String by;
        private final Set<String> remarks = new HashSet<>();

        Release(Stack stack, AuditView view) {
            this.view = view;
            this.restarts = stack.restarts();
            this.inForce = stack.contracts().current();
            this.commands = stack.commands();
            this.putBack = PutBack.of(stack);
            this.by = "millrace release by " + stack.person();
        }

        @Override
        public String past() {
            return "released";
        }

        @Override
        public Optional<String> refusal(AuditRecord seen) {
            return switch (seen.state()) {
                case HELD -> ofRetired(seen, seen.key().datasetName());
                case REJECTED -> ofItsContract(seen);
                case NEW, VALIDATING, VALID, LOADING, INGESTED, INVALID, FAILED, SUPERSEDED, GONE, IGNORED, APPLIED ->
                    Optional.of(new Advice(inForce, commands)
                            .refusal(seen, "only HELD or REJECTED objects can be released"));
            };
        }

        private Optional<String> ofRetired(AuditRecord seen, String dataset) {
            return inForce.isRetired(dataset)
                    ? Optional.of(
                            "The dataset %s is retired, so %s would be HELD again. Bring it back first, with another status: %s"
                                    .formatted(dataset, seen.version(), commands.apply("FILE")))
                    : Optional.empty();
        }

        /// The same contract gives the same verdict, so it must have been mended, or applied, before.
        private Optional<String> ofItsContract(AuditRecord seen) {
            Optional<ContractRef> contract = inForce.owning(seen.version().key());
            if (seen.course().releasedAs() != null) {
                return Optional.empty();
            }
            if (contract.isEmpty()) {
                return Optional.of(
                        "No contract in force matches the key of %s, so it would be refused again. Apply one first: %s"
                                .formatted(seen.version(), commands.apply("FILE")));
            }
            boolean same = seen.pinnedContract()
                    .filter(pin -> pin.sha256().equals(contract.get().pin().sha256()))
                    .isPresent();
            String remark =
                    "Its contract is still the one that refused it (version %s). If that is not mended, it will be refused again."
                            .formatted(contract.get().pin().version());
            if (same && remarks.add(remark)) {
                shown.remark(remark);
            }
            return ofRetired(seen, contract.get().pin().dataset());
        }

        @Override
        public Optional<Decisions.Done> take(AuditRecord seen) {
            return seen.state() == AuditState.HELD ? release(seen) : Optional.of(putBack(seen));
        }

        private Optional<Decisions.Done> release(AuditRecord seen) {
            return restarts.release(seen, by)
                    .map(released -> new Decisions.Done(
                            released,
                            released.version(),
                            List.of("Released %s, id %s%s"
                                    .formatted(
                                            released.version(),
                                            released.oid(),
                                            released.executionArn() == null
                                                    ? ": it waits for the next batch of its dataset"
                                                    : ""))));
        }

        private Decisions.Done putBack(AuditRecord seen) {
            String before = seen.course().releasedAs();
            ObjectVersion back = before == null
                    ? putBack.putBack(seen, by)
                    : new ObjectVersion(seen.version().bucket(), seen.version().key(), before);
            return new Decisions.Done(
                    view.byId(seen.oid()).orElse(seen),
                    back,
                    List.of(
                            "%s %s as %s, id %s"
                                    .formatted(
                                            before == null ? "Released" : "It was released before:",
                                            seen.version(),
                                            back,
                                            back.id()),
                            "Follow it: " + commands.show(back.key() + "#" + back.versionId())));
        }
    }
}
