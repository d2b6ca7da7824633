package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.local.UserError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Ingests an INGESTED object again under the contract in force.
@Command(
        name = "reingest",
        description = {
            "Ingest an INGESTED object again under the contract in force: its bytes come into the landing bucket once more, as a "
                    + "new version of its key in its old place. Once that one is INGESTED, it takes the object's rows out.",
            "The rows stay as they are when the contract in force refuses or holds the new version. To see that before: the "
                    + "command contract backtest."
        },
        footer = {
            "",
            "With --wait the exit status is that of put --wait: 3 when the contract in force refuses the bytes."
        })
public final class ReingestCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Parameters(
            paramLabel = "OBJECT",
            description = "Its id (or 8 digits of it), key, key#versionId or s3://bucket/key.")
    private String object = "";

    @Mixin
    private Waiting waiting = new Waiting();

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        AuditView view = shown.audit(stack);
        AuditRecord record = view.named(object);
        ContractIndex inForce = stack.contracts().current();
        Commands commands = stack.commands();
        if (record.state() != AuditState.INGESTED) {
            throw new UserError(
                    new Advice(inForce, commands).refusal(record, "only INGESTED objects can be ingested again"));
        }
        obstacle(record, inForce, commands)
                .or(() -> underWay(view, record, commands))
                .ifPresent(why -> {
                    throw new UserError(why);
                });
        ObjectVersion again = PutBack.of(stack).putBack(record, "millrace reingest by " + stack.person());
        shown.line("To be ingested again: %s as %s, id %s".formatted(record.version(), again, again.id()));
        if (!inForce.onArrival(record.key())) {
            shown.line("It waits for the next batch of its dataset; the rows stay until then");
        }
        shown.line("Follow it: " + commands.show(again.key() + "#" + again.versionId()));
        return waiting.outcome(shown, stack, List.of(again));
    }

    /// Why the contracts in force would not take its bytes for files of its dataset.
    static Optional<String> obstacle(AuditRecord record, ContractIndex inForce, Commands commands) {
        String dataset = record.key().datasetName();
        Optional<ContractRef> contract = inForce.owning(record.version().key());
        if (contract.isEmpty()
                || !contract.get().pin().dataset().equals(dataset)
                || contract.get().isControlFile(record.version().key())) {
            return Optional.of(
                    "The contracts in force do not take the key of %s for a file of its dataset %s%s. Apply one that does first: %s"
                            .formatted(
                                    record.version(),
                                    dataset,
                                    contract.map(one -> ", but of " + one.pin().dataset())
                                            .orElse(""),
                                    commands.apply("FILE")));
        }
        return contract.get().retired()
                ? Optional.of(
                        "The dataset %s is retired and takes no files. Bring it back first, with another status: %s"
                                .formatted(dataset, commands.apply("FILE")))
                : Optional.empty();
    }

    /// Why an earlier try has to come to its end first.
    private static Optional<String> underWay(AuditView view, AuditRecord record, Commands commands) {
        String before = record.course().releasedAs();
        if (before == null) {
            return Optional.empty();
        }
        var earlier =
                new ObjectVersion(record.version().bucket(), record.version().key(), before);
        return underWay(record, earlier, view.byId(earlier.id()), commands);
    }

    /// @param found what became of the earlier try; empty when it is not recorded yet
    static Optional<String> underWay(
            AuditRecord record, ObjectVersion earlier, Optional<AuditRecord> found, Commands commands) {
        boolean over = found.filter(one -> switch (one.state()) {
                    case REJECTED, GONE, IGNORED, SUPERSEDED -> true;
                    case NEW, VALIDATING, VALID, LOADING, INGESTED, INVALID, FAILED, HELD, APPLIED -> false;
                })
                .isPresent();
        return over
                ? Optional.empty()
                : Optional.of("%s is being ingested again as %s, which is %s. See: %s"
                        .formatted(
                                record.version(),
                                earlier,
                                found.map(one -> one.state().name()).orElse("on its way"),
                                commands.show(earlier.id().toString())));
    }
}
